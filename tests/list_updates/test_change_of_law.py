"""From a publication to an answer: fetched, compared, taken up by one, accepted by another, law from its day on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.acceptance.asking import ask
from tests.list_updates.canadian import ACT, FIXTURES
from tests.list_updates.proposals import changes_of, said
from tests.list_updates.publisher import Publisher
from watchlist.engine.decision.precedence import ELSEWHERE
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.law_store.compile import law_known_at
from watchlist.list_updates.applying import apply_due
from watchlist.list_updates.approval import approve, claim_review, open_by_hand, propose_rollback
from watchlist.list_updates.change_set_status import status_of
from watchlist.list_updates.collecting import collect
from watchlist.list_updates.drafting import ChangeDraft
from watchlist.list_updates.entry_facts import redraft

PATH = "/eng/XML/C-38.8.xml"
LAST = FIXTURES / "ca" / "2026-05-05" / ACT
DAYS = 'lims:inforce-start-date="2026-06-01" lims:enacted-date="2026-05-20"'
ITEM = f"<Item {DAYS}><Label>5</Label><Text>Methylamine and its salts</Text></Item>"
ITEM_4 = "trimethylcyclohexane-1,2-diamine and its salts</Text></Item>"
NOTE = f"<HistoricalNoteSubItem {DAYS}>SOR/2026-9010, s. 1</HistoricalNoteSubItem>"
LINE = {"name": "Methylamine", "cas": "74-89-5"}

pytestmark = pytest.mark.usefixtures("law", "contact")
Person = Callable[..., User]


@pytest.fixture
def second(person: Person) -> User:
    return person("second-curator", "Curators")


def with_an_item(edition: bytes) -> bytes:
    """Return the edition after it: Part 1 has one more item, and its note one more act."""
    head, tail = edition.decode().split(ITEM_4)
    head, tail = f"{head}{ITEM_4}{ITEM}{tail}".rsplit("</HistoricalNote>", 1)
    return f"{head}{NOTE}</HistoricalNote>{tail}".replace("2026-05-05", "2026-06-20").encode()


def met(**question: Any) -> set[tuple[str, str]]:
    """Return the tiers and entries that methylamine meets in Canada."""
    record = ask(LINE, jurisdictions=("CA",), **question)
    return {(finding["tier"], finding["entry"]) for finding in record["findings"]}


def ground(**question: Any) -> str:
    """Return the one tier on which methylamine is told of: where Canada does not list it, that others do."""
    (tier,) = {tier for tier, _ in met(**question)}
    return tier


def test_what_is_published_becomes_law_by_two_people(
    publisher: Publisher, settings: Any, curator: User, second: User, law: CompiledLaw
) -> None:
    settings.SOURCE_ADDRESSES = {"laws-lois.justice.gc.ca": publisher.address}
    publisher.publish(PATH, LAST.read_bytes())
    assert collect(key="ca-cdsa").outcome == "baseline"
    publisher.publish(PATH, with_an_item(LAST.read_bytes()))
    found = collect(key="ca-cdsa")
    assert found.outcome == "proposed", found.detail
    change_set = found.change_set
    assert change_set is not None
    assert ground(as_of="2026-06-01") == ELSEWHERE
    claim_review(change_set=change_set, actor=curator, note="a small edition")
    (change,) = changes_of(change_set)
    assert (change.kind, change.entries) == ("add", "ca-schedule-6/methylamine")
    approve(changes=[change], actor=second)
    assert apply_due(actor="machine") == [change_set]
    assert {day: met(as_of=day) for day in ("2026-05-31", "2026-06-01")} == {
        "2026-05-31": {("announced", "ca-schedule-6/methylamine")},
        "2026-06-01": {("listed", "ca-schedule-6/methylamine")},
    }
    assert ground(as_of="2026-06-01", known_at=law.known_at) == ELSEWHERE
    (finding,) = ask({"name": "Methylamine hydrochloride"}, jurisdictions=("CA",), as_of="2026-06-01")["findings"]
    assert (finding["tier"], finding["instrument"]["key"]) == ("listed_form", "ca-sor-2026-9010")
    assert collect(key="ca-cdsa").outcome == "unchanged"


def listed_from(day: date) -> ChangeDraft:
    """Return that methylamine is listed in Schedule VI from a day on."""
    draft = ChangeDraft(kind="add", name="Methylamine", list_key="ca-schedule-6", code="37")
    act = {"instrument": "ca-sor-2026-38", "substance": "methylamine"}
    return redraft(draft, {**said("methylamine", day), **act})


def test_what_is_to_come_is_announced_until_its_day_and_law_from_it_on_by_itself(curator: User, second: User) -> None:
    change_set = open_by_hand(title="To come", changes=[listed_from(date(2030, 1, 15))], actor=curator)
    approve(changes=changes_of(change_set), actor=second)
    apply_due(actor="machine")
    known_at = law_known_at().known_at
    grounds = {day: ground(as_of=day, known_at=known_at) for day in ("2029-06-01", "2030-01-14", "2030-01-15")}
    assert grounds == {"2029-06-01": ELSEWHERE, "2030-01-14": "announced", "2030-01-15": "listed"}


def test_what_is_taken_back_was_controlled_as_it_was_known_in_between(
    curator: User, second: User, law: CompiledLaw
) -> None:
    change_set = open_by_hand(title="Too early", changes=[listed_from(date(2026, 1, 15))], actor=curator)
    (change,) = changes_of(change_set)
    approve(changes=[change], actor=second)
    apply_due(actor="machine")
    between = law_known_at().known_at
    back = propose_rollback(application=change.decision.application, actor=second, reason="it was another substance")
    approve(changes=changes_of(back), actor=curator)
    apply_due(actor="machine")
    told = [ground(as_of="2026-02-01", known_at=at) for at in (law.known_at, between, law_known_at().known_at)]
    assert told == [ELSEWHERE, "listed", ELSEWHERE]
    assert status_of(back).state == "applied"
