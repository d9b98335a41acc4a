"""What a look-back left is brought to the case of its shipment: opened, reopened or told, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from tests.cases.answers import forget_facts
from tests.cases.releases import meet_duties
from tests.screenings import looking_back as back
from watchlist.cases.duties import duties_of
from watchlist.cases.errors import MeetOrOverride
from watchlist.cases.events import sentence_of
from watchlist.cases.judgement_models import Disposition, Referral
from watchlist.cases.lifecycle import dispose, is_controlled, snooze
from watchlist.cases.models import Case
from watchlist.cases.opening import open_case, open_due
from watchlist.screenings.models import Screening
from watchlist.screenings.rescreen.models import Rescreen
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")
CITRIC = "Citric acid,77-92-9,,,25,kg,US,MX,Exporter Inc,Acme SA,2026-04-01,"
SALT = "Sodium chloride,7647-14-5,,,1,t,US,MX,,,2025-01-02,"
PIPERONAL = 'piperonal,,,,"2,5",kg,US,CO,,Acme SA,2026-04-01,'


def listed_later(*rows: str, reference: str = "A-1") -> tuple[Screening, Rescreen]:
    """Return a stored shipment and the look-back on it after citric acid was listed; its job took it up."""
    screening, before = back.stored(rows, reference), last_tick()
    back.list_citric_acid()
    return screening, back.looked_back(before)


def test_what_was_let_go_and_is_listed_since_gets_a_case_of_its_own(officer: User) -> None:
    screening, rescreen = listed_later(CITRIC, SALT)
    assert open_case(screening) is None
    case = Case.objects.get()
    assert (case.screening, case.lines_for_people, case.state) == (screening, 0, "pending")
    assert case.verdict == "controlled"
    event = case.events.latest("pk")
    assert sentence_of(event) == "The law changed, and 1 line would be answered otherwise."
    assert event.text == "\n".join(rescreen.cases_due.order_by("pk").values_list("sentence", flat=True))
    assert (open_due(), case.look_backs.count()) == ([], 1)
    assert is_controlled(case)
    released: dict[str, Any] = {"case": case, "word": "released", "note": "It left before the day.", "actor": officer}
    with pytest.raises(MeetOrOverride):
        dispose(**released)
    meet_duties(case, officer)
    assert isinstance(dispose(**released), Referral)
    alone = {"case": case, "number": 1, "word": "released", "note": "x", "by": officer, "at": case.opened_at}
    with pytest.raises(IntegrityError, match="of_what_is_controlled_is_by_two"), transaction.atomic():
        Disposition.objects.create(**alone)


@pytest.mark.parametrize("is_older", [False, True])
def test_a_look_back_lays_the_duties_of_the_changed_law_on_the_case(
    is_older: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_older:
        forget_facts(monkeypatch)
    _, rescreen = listed_later(CITRIC)
    duties = duties_of(Case.objects.get())
    assert {one.duty.list_key for one in duties} == {"us-list-2"}
    assert {one.duty.starts_at for one in duties} == {rescreen.done_at}
    notice = next(one for one in duties if one.duty.clock == "at least 15 calendar days before the export")
    assert str(notice.due_on) == "2026-03-17"
    assert Case.objects.get().due_on == min(one.due_on for one in duties if one.due_on)


def test_an_open_case_is_told_and_a_closed_one_reopened(officer: User) -> None:
    before = last_tick()
    rested, closed = (open_case(back.stored((CITRIC, PIPERONAL), name)) for name in ("A-1", "A-2"))
    assert rested is not None
    assert closed is not None
    snooze(case=rested, until=datetime.now(UTC).date() + timedelta(30), actor=officer)
    dispose(case=closed, word="withdrawn", note="The buyer gave up.", actor=officer)
    back.list_citric_acid()
    back.looked_back(before)
    for case, state in ((rested, "pending"), (closed, "investigating")):
        case.refresh_from_db()
        assert (case.state, case.disposition, case.snoozed_until, case.verdict) == (state, None, None, "controlled")
        assert case.events.latest("pk").verb == "law_changed"


def test_a_law_that_asks_less_takes_nothing_from_a_case() -> None:
    row = "Acetone,67-64-1,,,150,kg,US,MX,Exporter Inc,Beauval SARL,2026-06-05,"
    screening, before = back.stored((row,)), last_tick()
    case = open_case(screening)
    assert case is not None
    word, keys = (case.verdict, case.action, case.severity), {one.duty.key for one in duties_of(case)}
    back.end_acetone()
    back.looked_back(before)
    case.refresh_from_db()
    assert case.events.latest("pk").verb == "law_changed"
    assert (case.verdict, case.action, case.severity) == word
    assert {one.duty.key for one in duties_of(case)} >= keys
