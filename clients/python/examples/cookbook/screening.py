"""A shipment screened at once: as records, as JSON Lines, for its words alone, and asked again."""

from __future__ import annotations

from datetime import date
from itertools import chain

from attrs import evolve
from precursor_watchlist_client import expect
from precursor_watchlist_client.generated.api.screenings import read_disposition, replay_screening, screen
from precursor_watchlist_client.generated.models import (
    DeclaredLine,
    ReplayRecord,
    ScreeningDisposition,
    ScreeningRecord,
    ScreeningRequest,
    VerdictsRecord,
)

from cookbook.twins import Book, twin


@twin("cat > shipment.json <<")
def screen_a_shipment(book: Book) -> object:
    acetone = DeclaredLine(key="A-1", name="Acetone", cas="67-64-1", quantity="160", unit="kg")
    acetone["bin"] = "7c"  # a name of one's own comes back as it was sent
    salt = DeclaredLine(key="A-2", name="Sodium chloride", cas="7647-14-5", quantity="25", unit="kg")
    book.shipment = ScreeningRequest(
        reference="INV-1",
        origin="US",
        destination="MX",
        operation="export",
        date=date(2026, 3, 2),
        lines=[acetone, salt],
    )
    call = screen.sync(client=book.client.api, body=book.shipment, idempotency_key="INV-1-1")
    book.screening = expect(ScreeningRecord, call)
    return {"summary": book.screening.summary.to_dict(), "first": book.screening.lines[0].to_dict()}


@twin("answer.json)/disposition/")
def whether_it_may_go(book: Book) -> object:
    assert book.screening is not None
    assert book.screening.id is not None
    answer = expect(ScreeningDisposition, read_disposition.sync(book.screening.id, client=book.client.api)).to_dict()
    disposition = answer["disposition"]
    return {
        "case": answer["case"],
        "word": disposition["word"],
        "ground": disposition["ground"]["kind"],
        "lines_to_go": answer["lines_to_go"],
    }


@twin("screenings/?view=verdict")
def ask_for_the_words_alone(book: Book) -> object:
    assert book.shipment is not None
    body = evolve(book.shipment, store=False)
    answer = expect(VerdictsRecord, screen.sync(client=book.client.api, body=body, view="verdict"))
    return {
        "id": answer.id,
        "word": answer.to_dict()["disposition"]["word"],
        "verdicts": [line.verdict for line in answer.lines],
    }


@twin("> shipment.jsonl.gz")
def screen_lines_as_they_come(book: Book) -> object:
    assert book.shipment is not None
    shipment = book.shipment.to_dict()
    lines = chain(shipment.pop("lines"))
    return book.client.screen_lines(shipment, lines, key="INV-1-2").summary.to_dict()


@twin("def screen(shipment: dict")
def screen_and_repeat_safely(book: Book) -> None:
    line = DeclaredLine(key="1", name="Acetic anhydride", cas="108-24-7")
    body = ScreeningRequest(reference="INV-2", lines=[line])
    first = expect(ScreeningRecord, screen.sync(client=book.client.api, body=body, idempotency_key="INV-2/1"))
    again = screen.sync_detailed(client=book.client.api, body=body, idempotency_key="INV-2/1")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert expect(ScreeningRecord, again.parsed).id == first.id


@twin("answer.json)/replay/")
def ask_it_again(book: Book) -> object:
    assert book.screening is not None
    assert book.screening.id is not None
    return expect(ReplayRecord, replay_screening.sync(book.screening.id, client=book.client.api)).to_dict()
