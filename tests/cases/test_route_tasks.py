"""A gap in the law held is one task of the shipment: checked once, by one officer for it, or by two for any."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cases.releases import OVERRIDE
from tests.cases.shipments import ACETONE, SALT, VAGUE, line_of, opened, screened
from tests.cases.test_judging import judge_all
from watchlist.cases.errors import JudgeWhatIsThere, MeetOrOverride
from watchlist.cases.events import sentence_of
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judgement_models import Disposition
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import dispose
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.line_dispositions import dispose_lines
from watchlist.cases.models import Case
from watchlist.cases.opening import open_case
from watchlist.cases.referrals import answer_referral
from watchlist.cases.release_gate import obstacles_of
from watchlist.cases.route_tasks import check_route, open_countries, request_route_check, route_tasks_of
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import AskAnotherPerson, LookAgain, SayWhy
from watchlist.law_store import law_known_at
from watchlist.screenings.models import Screening
from watchlist.screenings.rebuilding import stored_lines
from watchlist.screenings.replaying import replay
from watchlist.screenings.rerun import reread_manifest
from watchlist.screenings.rescreen.answering import answers
from watchlist.screenings.route_checks.models import RouteCheck, RouteCheckTerm
from watchlist.screenings.route_checks.state import standing_checks_known_at
from watchlist.screenings.route_checks.verbs import answer_check, withdraw_check
from watchlist.screenings.stored_answers import read_line, read_summary
from watchlist.temporal import last_tick, tick

pytestmark = pytest.mark.usefixtures("law")
TO_COLOMBIA = {"origin": "DE", "destination": "CO"}
WATER = {"name": "Water", "cas": "7732-18-5", "quantity": "10", "unit": "kg"}
PERMIT = ("permit.txt", b"Certificado de carencia 12")


def goods(line: dict[str, str]) -> dict[str, str]:
    """Return a line that goes to Colombia."""
    return {**line, **TO_COLOMBIA}


def to_colombia(*lines: dict[str, str], reference: str = "BOG-1") -> Case:
    """Return the case of a shipment to Colombia, whose law is not held."""
    return opened(*map(goods, lines), reference=reference, **TO_COLOMBIA, operation="export")


def again(*lines: dict[str, str], reference: str = "BOG-1") -> Screening:
    """Screen a shipment to Colombia, once more where it was screened before."""
    return screened(*map(goods, lines), reference=reference, **TO_COLOMBIA, operation="export")


def in_days(days: int) -> date:
    return datetime.now(UTC).date() + timedelta(days)


def found(result: str = "allowed", **changed: Any) -> dict[str, Any]:
    """Return the facts of a check."""
    facts = {"country": "CO", "result": result, "source": "Resolución 1 de 2015, read", "until": in_days(90)}
    permit = {"permit_number": "12", "permit": PERMIT} if result == "permit" else {}
    return {**facts, **permit, **changed}


def verdicts(screening: Screening) -> list[tuple[str, str]]:
    """Return verdict and severity of each line."""
    return list(screening.lines.order_by("pk").values_list("verdict", "severity"))


def test_a_case_of_the_route_alone_has_one_task_and_no_line_to_judge(officer: User) -> None:
    case = to_colombia(*[{**SALT, "quantity": str(n)} for n in range(1, 6)], WATER)
    assert (case.lines_for_people, case.everyday, case.verdict, case.severity) == (0, False, "review", "none")
    (task,) = route_tasks_of(case)
    assert (task.country, task.name, task.answer, task.lines) == ("CO", "Colombia", "open", 6)
    assert positions_to_judge(line_of(case, 1)) == ()
    with pytest.raises(JudgeWhatIsThere):
        judge(case=case, line=line_of(case, 1), position=-1, word="confirmed", actor=officer, seen=0)
    assert open_countries([case]) == {case.pk: ("CO",)}


def test_a_line_keeps_the_verdict_of_held_law_and_says_that_there_is_a_task() -> None:
    case = to_colombia(ACETONE, SALT, VAGUE)
    assert verdicts(case.screening)[0] == ("controlled", "high")
    assert [verdict for verdict, _ in verdicts(case.screening)] == ["controlled", "review", "unresolved"]
    lines = [read_line(record) for record in case.screening.lines.order_by("pk").values_list("record", flat=True)]
    assert [getattr(line.ground, "value", None) for line in lines] == [None, "route_not_held", None]
    assert all("one task for the shipment" in line.explanation for line in lines)
    assert case.lines_for_people == 2


@pytest.mark.parametrize(
    ("result", "kinds"),
    [(None, ["route"]), ("allowed", []), ("permit", []), ("refused", ["route"])],
)
def test_a_release_asks_that_the_route_was_checked_and_not_refused(
    result: str | None, kinds: list[str], officer: User, second_officer: User
) -> None:
    case = to_colombia(SALT)
    if result:
        check_route(case=case, actor=officer, **found(result))
    assert [obstacle.kind for obstacle in obstacles_of(case, "released", (), in_days(0))] == kinds
    if not kinds:
        dispose(case=case, word="released", note="Sold before.", actor=officer)
        assert open_countries([case]) == {}
        return
    with pytest.raises(MeetOrOverride):
        dispose(case=case, word="released", note="Sold before.", actor=officer)
    plain = {"case": case, "number": 1, "word": "released", "note": "x", "by": officer, "at": datetime.now(UTC)}
    with pytest.raises(IntegrityError, match="is_not_past_a_route"), transaction.atomic():
        Disposition.objects.create(**plain)
    referral = dispose(case=case, word="released", note="Sold before.", actor=officer, override=OVERRIDE)
    answer_referral(referral=referral, agreed=True, actor=second_officer, confirms_override=True)
    case.refresh_from_db()
    assert case.disposition is not None


def test_what_was_checked_settles_later_screenings_and_no_stored_line(officer: User) -> None:
    case = to_colombia(SALT, ACETONE)
    before = list(case.screening.lines.order_by("pk").values_list("record", flat=True))
    row = check_route(case=case, actor=officer, **found("permit"))
    later = again(SALT, ACETONE)
    assert verdicts(later) == [("no_match", "none"), ("controlled", "high")]
    line = read_line(later.lines.order_by("pk").values_list("record", flat=True)[0])
    assert "by officer: permit 12 (Resolución 1 de 2015, read)" in line.explanation
    (task,) = read_summary(later.summary).route_tasks or ()
    assert (task.outcome, task.lines, [check.check for check in task.checks]) == ("covered", 0, [str(row)])
    assert list(case.screening.lines.order_by("pk").values_list("record", flat=True)) == before
    assert verdicts(again(SALT, reference="BOG-2")) == [("review", "none")]


def test_an_answer_is_answered_the_same_as_then_and_a_look_back_sees_no_change(officer: User) -> None:
    case = to_colombia(SALT)
    first = case.screening
    check_route(case=case, actor=officer, **found())
    later = again(SALT)
    for screening in (first, later):
        replayed = replay(screening, reread_manifest(screening))
        assert not replayed.differences
    kept = {line.line_id: line.line.item_id for line in later.lines.select_related("line")}
    rebuilt = stored_lines(kept, datetime.now(UTC))
    (now,) = answers(law_known_at(), rebuilt, known_at=last_tick())
    assert now.line.verdict == "no_match"


def test_a_later_check_of_a_shipment_takes_the_place_of_the_earlier(officer: User) -> None:
    case = to_colombia(SALT)
    check_route(case=case, actor=officer, **found("refused"))
    assert [task.answer for task in route_tasks_of(case)] == ["refused"]
    assert verdicts(again(SALT)) == [("review", "none")]
    row = check_route(case=case, actor=officer, **found())
    assert [task.answer for task in route_tasks_of(case)] == ["covered"]
    assert RouteCheckTerm.objects.current().count() == 1
    withdraw_check(route_check=row, actor=officer, note="Another decree is in force.")
    assert [task.answer for task in route_tasks_of(case)] == ["open"]
    with pytest.raises(LookAgain):
        withdraw_check(route_check=row, actor=officer, note="Again.")


def test_for_any_shipment_it_takes_two_and_holds_for_its_substances(officer: User, second_officer: User) -> None:
    case = to_colombia(SALT, WATER)
    row = request_route_check(case=case, actor=officer, substances=["7647-14-5", "acetone"], **found())
    assert [task.answer for task in route_tasks_of(case)] == ["open"]
    with pytest.raises(AskAnotherPerson):
        answer_check(route_check=row, agreed=True, actor=superior(officer))
    answer_check(route_check=row, agreed=True, actor=second_officer)
    assert [task.answer for task in route_tasks_of(case)] == ["some_goods"]
    assert verdicts(again(SALT, WATER, reference="BOG-3")) == [("no_match", "none"), ("review", "none")]
    salt_alone = to_colombia(SALT, reference="BOG-4") if again(SALT, reference="BOG-4").for_people else None
    assert salt_alone is None


def superior(person: User) -> User:
    """Return the same person, who may answer too."""
    person.is_superuser = True
    person.save()
    return person


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"source": " "}, SayWhy),
        ({"result": "fine"}, CorrectTheQuestion),
        ({"until": in_days(0)}, CorrectTheQuestion),
        ({"until": in_days(400)}, CorrectTheQuestion),
        ({"country": "BR"}, CorrectTheQuestion),
        ({"result": "permit", "permit_number": "12"}, CorrectTheQuestion),
        ({"result": "permit", "permit": PERMIT}, CorrectTheQuestion),
    ],
)
def test_what_is_not_whole_is_refused(changed: dict[str, Any], error: type[Exception], officer: User) -> None:
    case = to_colombia(SALT)
    with pytest.raises(error):
        check_route(case=case, actor=officer, **{**found(), **changed})
    assert not RouteCheck.objects.exists()


def test_a_substance_that_is_not_surely_one_is_named(officer: User) -> None:
    case = to_colombia(SALT)
    with pytest.raises(CorrectTheQuestion, match="assorted things"):
        request_route_check(case=case, actor=officer, substances=["assorted things"], **found())


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"answer": "agreed"}, "is_asked_first"),
        ({"note": ""}, "routecheck_says_why"),
        ({"result": "fine"}, "routecheck_result_is_known"),
        ({"result": "permit", "permit_number": "1", "permit_sha256": "0" * 64, "permit_case": 1}, "has_its_permit"),
        ({"permit_number": "1"}, "routecheck_names_its_permit"),
        ({"shipment": "reference A", "substances": "[]"}, "routecheck_of_a_shipment_is_of_one"),
        ({"until": date(2026, 1, 1)}, "routecheck_expires_after_it_is_asked"),
    ],
)
def test_the_database_refuses_what_no_verb_writes(changed: dict[str, Any], name: str, officer: User) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    row = {"country": "CO", "result": "allowed", "note": "x", "until": date(2026, 3, 1), "asked_on": at.date()}
    if changed.get("answer"):
        changed = {**changed, "answered_by": User.objects.create_user("other"), "answered_at": at}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        RouteCheck.objects.create(**{**row, "asked_by": officer, "asked_at": at, **changed})


def test_no_check_for_any_shipment_is_in_force_without_a_second_officer(officer: User, second_officer: User) -> None:
    case = to_colombia(SALT)
    row = request_route_check(case=case, actor=officer, **found())
    for second in ("", "second-officer"):
        with pytest.raises(IntegrityError, match="was_agreed"), transaction.atomic():
            RouteCheckTerm.objects.create(route_check=row, recorded_at=tick(of_law=False), by="officer", second=second)
    answer = {"answer": "agreed", "answered_by": officer, "answered_at": datetime.now(UTC)}
    with pytest.raises(IntegrityError, match="routecheck_is_answered_by_another"), transaction.atomic():
        RouteCheck.objects.filter(pk=row.pk).update(**answer)
    answer_check(route_check=row, agreed=True, actor=second_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        RouteCheck.objects.filter(pk=row.pk).update(result="permit")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.term.delete()


def test_it_is_told_in_the_case_and_in_the_trail(officer: User) -> None:
    case = to_colombia(SALT)
    row = check_route(case=case, actor=officer, **found())
    event = case.events.first()
    assert event is not None
    assert sentence_of(event) == f"officer checked the law of Colombia for this shipment: allowed ({row})."
    assert event.text == "Resolución 1 de 2015, read"


def test_many_cases_ask_of_their_routes_in_as_many_queries_as_few(officer: User) -> None:
    cases = [to_colombia(SALT, reference=f"BOG-{number}") for number in range(4)]
    counts = []
    for some in (cases[:2], cases):
        standing_checks_known_at.cache_clear()
        with CaptureQueriesContext(connection) as asked:
            assert len(open_countries(some)) == len(some)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_lines_that_ask_for_more_are_judged_as_ever(officer: User) -> None:
    case = to_colombia(VAGUE, SALT)
    judge_all(case, officer)
    case.refresh_from_db()
    assert (case.lines_for_people, case.lines_judged, case.to_judge) == (1, 1, 0)
    assert [task.answer for task in route_tasks_of(case)] == ["open"]


def test_a_covered_shipment_opens_no_case(officer: User, second_officer: User) -> None:
    case = to_colombia(SALT)
    row = request_route_check(case=case, actor=officer, **found())
    answer_check(route_check=row, agreed=True, actor=second_officer)
    assert open_case(again(SALT, reference="BOG-9")) is None


def test_no_line_is_released_past_a_route_that_nobody_checked(officer: User, second_officer: User) -> None:
    case = to_colombia(SALT, VAGUE)
    for position in positions_to_judge(line_of(case, 2)):
        judge(case=case, line=line_of(case, 2), position=position, word="confirmed", actor=officer, seen=0)
    said = {"case": case, "lines": [1], "word": "released", "note": "Seen.", "actor": officer}
    with pytest.raises(MeetOrOverride):
        dispose_lines(**said)
    row = LineDisposition(case=case, screened_line=line_of(case, 1), number=1, word="released", note="x", by=officer)
    row.at = case.opened_at
    with pytest.raises(IntegrityError, match="is_not_past_a_route"), transaction.atomic():
        row.save()
    dispose_lines(**{**said, "lines": [2], "word": "refused"})
    check_route(case=case, actor=officer, **found())
    dispose_lines(**said)
    case.refresh_from_db()
    assert case.disposition is not None
    assert (case.state, case.disposition.word) == ("closed", "in_part")
