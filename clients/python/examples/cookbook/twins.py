"""Which function is the twin of which example of docs/api.md, and what the examples hand on to those after them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from precursor_watchlist_client import Watchlist, log_in
from precursor_watchlist_client.generated.models import ScopesEnum, ScreeningRecord, ScreeningRequest, TokenRequest


@dataclass
class Book:
    """A service, somebody who may log in to it, a folder for files, and what earlier examples were answered."""

    url: str
    password: str
    folder: Path
    clients: dict[str, Watchlist] = field(default_factory=dict)
    shipment: ScreeningRequest | None = None
    screening: ScreeningRecord | None = None
    manifest: UUID | None = None
    case: str = ""
    referral: int = 0
    structure: str = ""
    house_list: str = ""
    webhook: UUID | None = None
    secret: str = ""
    change_set: dict[str, Any] = field(default_factory=dict)

    @property
    def client(self) -> Watchlist:
        """Return the client of the officer's program, which screens and reads the law."""
        return self.client_of("officer", "screen", "read_lists")

    @property
    def officer(self) -> Watchlist:
        """Return the client of the officer who works on cases."""
        return self.client_of("officer", "review_cases", "work_cases")

    def client_of(self, user: str, *scopes: ScopesEnum) -> Watchlist:
        """Return the client of a user with these scopes, who logs in on first asking."""
        name = " ".join((user, *scopes))
        if name not in self.clients:
            issued = log_in(self.url, user, self.password, TokenRequest(scopes=list(scopes)))
            self.clients[name] = Watchlist(self.url, issued.token)
        return self.clients[name]


class Twin(NamedTuple):
    """`example` is text that the example of the page holds, and no other; `run` does the same and returns the same."""

    example: str
    run: Callable[[Book], object]


TWINS: list[Twin] = []


def twin(example: str) -> Callable[[Callable[[Book], object]], Callable[[Book], object]]:
    """Name a function as the twin of the example that holds this text."""

    def register(run: Callable[[Book], object]) -> Callable[[Book], object]:
        TWINS.append(Twin(example, run))
        return run

    return register
