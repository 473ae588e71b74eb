"""A content folder with anything in it: findings, never an error or a hang."""

from hypothesis import given
from hypothesis import strategies as st

from bot.content.loader import load
from bot.content.persona import compile_persona
from tests.content.small_content import SMALL, bare_notes, small_library
from tests.fuzz.inputs import fuzzed, words

ANNA = (SMALL / "personas" / "anna.yaml").read_text(encoding="utf-8")
# A file is read as UTF-8, which has no lone halves of signs.
READ = words.map(lambda text: text.encode("utf-8", "replace").decode())
PIECES = st.one_of(
    READ,
    st.sampled_from(
        ["[", "{", "&a [*a, *a]", "!!python/object/apply:os.system [x]", "- ", ": ", "\t", "<<: *a"]
    ),
    st.sampled_from(ANNA.splitlines()),
)


@fuzzed
@given(st.lists(PIECES, max_size=12).map("\n".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    notes = bare_notes()
    tree = load(text, notes)
    assert tree is not None or notes.found or not text.strip()


@fuzzed
@given(st.integers(0, len(ANNA)), st.integers(0, 60), PIECES)
def test_a_spoilt_parent_is_compiled_or_refused(at: int, gone: int, piece: str) -> None:
    notes = bare_notes()
    persona = compile_persona(ANNA[:at] + piece + ANNA[at + gone :], small_library().lexicon, notes)
    assert persona is not None or notes.found
