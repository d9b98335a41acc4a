"""A token, and one for trying out."""

from __future__ import annotations

from precursor_watchlist_client import Watchlist, expect, log_in
from precursor_watchlist_client.generated.api.screenings import screen
from precursor_watchlist_client.generated.api.tokens import list_tokens
from precursor_watchlist_client.generated.models import (
    DeclaredLine,
    ScreeningRecord,
    ScreeningRequest,
    TokenList,
    TokenRequest,
)

from cookbook.twins import Book, twin


@twin('"name": "warehouse"')
def a_token(book: Book) -> None:
    request = TokenRequest(name="warehouse", scopes=["screen", "read_lists"], days=30)
    issued = log_in(book.url, "officer", book.password, request)
    book.clients["officer screen read_lists"] = Watchlist(book.url, issued.token)


@twin('"$WATCHLIST/tokens/mine/"')
def my_tokens(book: Book) -> object:
    return expect(TokenList, list_tokens.sync(client=book.client.api)).to_dict()


@twin('"name": "trial"')
def a_test_token(book: Book) -> object:
    request = TokenRequest(name="trial", scopes=["screen"], test=True)
    issued = log_in(book.url, "officer", book.password, request)
    lines: list[DeclaredLine | None] = [DeclaredLine(name="TEST CONTROLLED"), DeclaredLine(name="Acetone")]
    with Watchlist(book.url, issued.token) as trial:
        answer = expect(ScreeningRecord, screen.sync(client=trial.api, body=ScreeningRequest(lines=lines)))
    return {"test": answer.to_dict()["test"], "verdicts": [line.verdict for line in answer.lines]}
