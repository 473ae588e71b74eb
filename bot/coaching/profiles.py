"""Ways to look at a whole conversation, each a sentence and never a grade."""

from bot.coaching.talk import Talk
from bot.coaching.wording import Voice
from bot.model.course import Profile
from bot.model.reading import Certainty, Recognition


def profiles(talk: Talk, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Return for each profile its title and what can be said; too little is said as such."""
    least = voice.course.thresholds.get("doubt_chance", 0)
    return tuple(
        (one.title, voice.pick((_sentence(one, talk, least),), one.id)) for one in voice.course.profiles
    )


_QUARTER = 4


def _doubtful(profile: Profile, talk: Talk, least: int) -> bool:
    """Say whether too much was perhaps there, and not surely, that would tell another story."""
    perhaps = sum(
        any(_perhaps(found, profile, least) for found in turn.reading.recognitions) for turn in talk.turns
    )
    return perhaps > 0 and _QUARTER * perhaps >= len(talk)


def _perhaps(found: Recognition, profile: Profile, least: int) -> bool:
    return (
        found.move in profile.doubtful
        and found.certainty is not Certainty.SURE
        and (found.certainty is Certainty.LIKELY or not found.chance or found.chance >= least)
    )


def _sentence(profile: Profile, talk: Talk, least: int) -> str:
    counts = {
        axis: sum(sum(talk.fits(guard, strict=True)) for guard in guards)
        for axis, guards in profile.axes.items()
    }
    if sum(counts.values()) < profile.least or _doubtful(profile, talk, least):
        return profile.too_little
    if profile.largest:
        top = max(counts.values())
        leaders = [axis for axis, count in counts.items() if count > top - profile.lead]
        return profile.largest.get(leaders[0], profile.tie) if len(leaders) == 1 else profile.tie
    percent = {axis: round(100 * count / max(1, len(talk))) for axis, count in counts.items()}
    fitting = (
        sentence
        for ranges, sentence in profile.sentences
        if all(percent.get(axis, 0) in wanted for axis, wanted in ranges.items())
    )
    return next(fitting, profile.tie)
