"""Other recognisers on the same phrases; each script runs in the environment of its library."""

import subprocess
import sys
from pathlib import Path

PEERS = {
    "hassil": "hassil",
    "rivescript": "rivescript",
    "spacy": "spacy",
    "adapt": "adapt-parser",
    "sklearn": "scikit-learn",
}
"""Folder of its environment to the name of its package."""
ECHOES = {"ptb": "python-telegram-bot", "aiogram": "aiogram"}
_FOLDER = Path(__file__).parents[2] / "var" / "bench"


def python_of(peer: str) -> Path | None:
    """Return the interpreter of a peer's environment, made when there is none; None when that failed."""
    python = _FOLDER / peer / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(_FOLDER / peer)], check=True)
    package = {**PEERS, **ECHOES}[peer]
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "show", package], capture_output=True, check=False).returncode:
        done = subprocess.run([*pip, "install", package], capture_output=True, check=False)
        return python if done.returncode == 0 else None
    return python
