"""The engine: what knows chemistry and law, and needs no database. It imports no Django, directly or indirectly.

    from watchlist.engine import Engine, Question

    answer = Engine.from_seeds().screen([{"name": "acetone"}], Question(origin="DE", destination="US"))

What is named here is loaded when it is first used: a service that asks for one module of it loads no other.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from watchlist.engine.answer import Answer
    from watchlist.engine.decision import Question
    from watchlist.engine.engine import Engine
    from watchlist.engine.errors import CorrectTheQuestion
    from watchlist.engine.reading import ManifestError

__all__ = ["Answer", "CorrectTheQuestion", "Engine", "ManifestError", "Question"]

HOMES: Final = {
    "Answer": "answer",
    "CorrectTheQuestion": "errors",
    "Engine": "engine",
    "ManifestError": "reading.errors",
    "Question": "decision.question",
}


def __getattr__(name: str) -> object:
    """Return what is named at this door from the module that defines it."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
