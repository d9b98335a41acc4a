"""What a call was answered: the record that was expected, or an error that says why there is none."""

from __future__ import annotations

from typing import TypeVar

from precursor_watchlist_client.generated.models import ProblemDetails
from precursor_watchlist_client.generated.types import Unset

T = TypeVar("T")


class Refused(Exception):
    """The service refused a call. `problem` is its answer; `key` is stable, and listed in the documents of the API."""

    def __init__(self, problem: ProblemDetails) -> None:
        super().__init__(f"{problem.status} {problem.title}: {problem.detail}")
        self.problem = problem

    @property
    def status(self) -> int:
        """Return the HTTP status."""
        return self.problem.status

    @property
    def key(self) -> str:
        """Return the last part of the type: `rate-limited`, `look-again`."""
        return self.problem.type_.rstrip("/").rpartition("/")[2]

    @property
    def pointers(self) -> dict[str, str]:
        """Return what breaks which rule, by the place in the body or by the parameter."""
        errors = [] if isinstance(self.problem.errors, Unset) else self.problem.errors
        places = [error.to_dict() for error in errors]
        return {place.get("pointer") or place.get("parameter", ""): place["detail"] for place in places}


class UnexpectedAnswer(Exception):
    """The service answered with another record than the one that was expected."""


def expect(kind: type[T], answer: object) -> T:
    """Return an answer of this kind. Raises `Refused` for a problem, and `UnexpectedAnswer` for another record."""
    if isinstance(answer, kind):
        return answer
    if isinstance(answer, ProblemDetails):
        raise Refused(answer)
    raise UnexpectedAnswer(f"{kind.__name__} was expected, and {type(answer).__name__} came")
