"""Whether a shipment may go on: the word and its ground in every state, and nothing of what few may know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.releases import OVERRIDE, meet_duties
from tests.cases.shipments import ACETIC_ANHYDRIDE, ACETONE, MIXED, PIPERIDONE, SALT, VAGUE, opened, screened
from tests.cases.test_judging import judge_all
from tests.cases.test_look_backs import CITRIC, listed_later
from tests.cases.test_release_gate import FENTANYL
from tests.cases.test_route_tasks import found, to_colombia
from watchlist.cases.asking import answer_question, draft_question, send_question
from watchlist.cases.first_obstacles import first_obstacles
from watchlist.cases.lifecycle import await_authority, dispose, reopen, report_to_authority, suspend
from watchlist.cases.line_dispositions import dispose_lines
from watchlist.cases.line_words import lines_to_release
from watchlist.cases.models import Case
from watchlist.cases.override_models import Obstacle
from watchlist.cases.referrals import answer_referral
from watchlist.cases.release_gate import obstacles_of
from watchlist.cases.route_tasks import check_route
from watchlist.cases.shipping import LineSpan, lines_to_go, shipping_of, shipping_of_all, spans_of
from watchlist.screenings.models import Screening

pytestmark = pytest.mark.usefixtures("law")


class Cast:
    """Who acts on a case."""

    def __init__(self, officer: User, second_officer: User, lead: User) -> None:
        self.officer, self.second, self.lead = officer, second_officer, lead


@pytest.fixture
def cast(officer: User, second_officer: User, lead: User) -> Cast:
    return Cast(officer, second_officer, lead)


def word_on(case: Case) -> tuple[str, str, str]:
    """Return the word on the last screening of a case, its ground, and the word of people."""
    shipping = shipping_of(Case.objects.get(pk=case.pk).screening)
    return shipping.word.value, shipping.ground.kind.value, shipping.ground.decision


def nothing(case: Case, cast: Cast) -> None:
    """Leave a case as it was opened."""


def ask(case: Case, cast: Cast) -> None:
    row = draft_question(case=case, lines=[1], text="What is it?", actor=cast.officer)
    day = datetime.now(UTC).date()
    send_question(question=row, sent_to="a@b.example", sent_on=day, due_on=day, actor=cast.officer)


def ask_and_answer(case: Case, cast: Cast) -> None:
    ask(case, cast)
    (row,) = case.questions.all()
    answer_question(question=row, answer="Salt.", answered_on=datetime.now(UTC).date(), actor=cast.officer)


def judge(case: Case, cast: Cast) -> None:
    judge_all(case, cast.officer)


def meet(case: Case, cast: Cast) -> None:
    judge(case, cast)
    meet_duties(case, cast.officer)


def hold(case: Case, cast: Cast) -> None:
    suspend(case=case, note="Wait.", actor=cast.officer)


def hold_as_lead(case: Case, cast: Cast) -> None:
    suspend(case=case, note="Wait.", actor=cast.lead)


def wait_for_authority(case: Case, cast: Cast) -> None:
    await_authority(case=case, note="Reported.", actor=cast.lead)


def report(case: Case, cast: Cast) -> None:
    wait_for_authority(case, cast)
    sent = {"jurisdiction": "CA", "authority": "Health Canada", "text": "No licence.", "sent_on": date(2026, 3, 2)}
    report_to_authority(case=case, actor=cast.lead, **sent)  # type: ignore[arg-type]


def refuse(case: Case, cast: Cast) -> None:
    dispose(case=case, word="refused", note="No use was named.", actor=cast.officer)


def ask_override(case: Case, cast: Cast) -> None:
    judge(case, cast)
    dispose(case=case, word="released", note="Seen.", actor=cast.officer, override=OVERRIDE)


def override(case: Case, cast: Cast) -> None:
    ask_override(case, cast)
    answer_referral(referral=case.referrals.get(), agreed=True, actor=cast.second, confirms_override=True)


def reopened(case: Case, cast: Cast) -> None:
    refuse(case, cast)
    reopen(case=case, note="It came again.", actor=cast.officer)


def in_part(case: Case, cast: Cast) -> None:
    judge(case, cast)
    dispose_lines(case=case, lines=[1], word="refused", note="No.", actor=cast.officer)
    dispose_lines(case=case, lines=[2], word="released", note="Salt.", actor=cast.officer)


def held_line(case: Case, cast: Cast) -> None:
    judge(case, cast)
    dispose_lines(case=case, lines=[1], word="held", note="Later.", actor=cast.officer)


STATES = [
    (VAGUE, nothing, ("ask", "review", "")),
    (VAGUE, judge, ("ask", "undecided", "")),
    (VAGUE, ask, ("ask", "question", "")),
    (VAGUE, ask_and_answer, ("ask", "review", "")),
    (ACETONE, nothing, ("hold", "duty", "")),
    (ACETONE, judge, ("hold", "duty", "")),
    (ACETONE, ask, ("hold", "duty", "")),
    (ACETONE, meet, ("ask", "undecided", "")),
    (FENTANYL, nothing, ("hold", "document", "")),
    (PIPERIDONE, nothing, ("hold", "document", "")),
    (PIPERIDONE, meet, ("hold", "document", "")),
    (PIPERIDONE, ask_override, ("hold", "document", "")),
    (PIPERIDONE, override, ("go", "decision", "released")),
    (PIPERIDONE, hold, ("hold", "on_hold", "")),
    (PIPERIDONE, hold_as_lead, ("hold", "on_hold", "")),
    (PIPERIDONE, wait_for_authority, ("hold", "on_hold", "")),
    (PIPERIDONE, report, ("hold", "on_hold", "")),
    (PIPERIDONE, refuse, ("hold", "decision", "refused")),
    (PIPERIDONE, reopened, ("hold", "document", "")),
    (VAGUE, in_part, ("hold", "decision", "in_part")),
    (VAGUE, held_line, ("hold", "on_hold", "")),
]


@pytest.mark.parametrize(("goods", "act", "word"), STATES, ids=lambda value: getattr(value, "__name__", ""))
def test_each_state_has_its_word_and_its_ground(
    cast: Cast, goods: dict[str, str], act: Callable[[Case, Cast], None], word: tuple[str, str, str]
) -> None:
    case = opened(goods, SALT)
    act(case, cast)
    assert word_on(case) == word


def _kind(obstacle: Obstacle) -> str:
    return {"deadline": "duty", "balance": "document"}.get(obstacle.kind.value, obstacle.kind.value)


@pytest.mark.parametrize("act", [nothing, judge, meet, held_line, reopened], ids=lambda act: act.__name__)
def test_the_first_obstacle_is_that_of_the_release(cast: Cast, act: Callable[[Case, Cast], None]) -> None:
    """Of each goods as of all together, and of all cases at once as of each."""
    shipments = [[goods] for goods in (PIPERIDONE, ACETIC_ANHYDRIDE, ACETONE, FENTANYL, VAGUE)]
    cases = [opened(*lines, reference=f"INV-{at}") for at, lines in enumerate([*shipments, MIXED])]
    cases += [to_colombia(VAGUE), to_colombia(VAGUE, reference="BOG-2"), to_colombia(ACETONE, reference="BOG-3")]
    check_route(case=cases[-2], actor=cast.officer, **found())
    for case in cases:
        act(case, cast)
    cases = [Case.objects.get(pk=case.pk) for case in cases]
    today, firsts = datetime.now(UTC).date(), first_obstacles(cases)
    for case in cases:
        expected = obstacles_of(case, "released", (), today, lines_to_release(case))
        first = firsts.get(case.pk)
        names = [(_kind(obstacle), obstacle.list, obstacle.duty, obstacle.country) for obstacle in expected]
        assert ([(_kind(first), first.list, first.duty, first.country)] if first else []) == names[:1]
        assert first_obstacles([case]) == ({case.pk: first} if first else {})


def test_goods_that_only_a_look_back_found_are_held(cast: Cast) -> None:
    screening, _ = listed_later(CITRIC)
    shipping = shipping_of(screening)
    assert shipping.case is not None
    assert (shipping.word, shipping.ground.kind, shipping.ground.list) == ("hold", "duty", "us-list-2")
    first = obstacles_of(shipping.case, "released", (), datetime.now(UTC).date(), lines_to_release(shipping.case))[0]
    assert (shipping.ground.duty, shipping.ground.citation) == (first.duty, first.citation)
    meet_duties(shipping.case, cast.officer)
    assert shipping_of(screening).word == "ask"


def test_nothing_found_goes_and_lifts_no_hold_of_the_same_shipment(cast: Cast) -> None:
    clean = screened(SALT, reference="clean")
    assert (shipping_of(clean).word, shipping_of(clean).ground.kind, shipping_of(clean).case) == (
        "go",
        "nothing_found",
        None,
    )
    case = opened(VAGUE)
    later = shipping_of(screened(SALT))
    assert (later.word, later.case, later.of_this_screening) == ("ask", case, False)
    hold(case, cast)
    assert shipping_of(screened(SALT)).word == "hold"


def test_what_people_released_line_by_line_is_told_as_spans(cast: Cast) -> None:
    case = opened(VAGUE, {**VAGUE, "name": "Samples, various"}, SALT)
    assert lines_to_go(case) is None
    judge(case, cast)
    dispose_lines(case=case, lines=[1], word="released", note="Seen.", actor=cast.officer)
    assert lines_to_go(Case.objects.get(pk=case.pk)) == [LineSpan(1, 1)]
    assert word_on(case) == ("ask", "undecided", "")
    dispose_lines(case=case, lines=[2], word="refused", note="No.", actor=cast.officer)
    assert word_on(case) == ("hold", "decision", "in_part")
    assert lines_to_go(Case.objects.get(pk=case.pk)) == [LineSpan(1, 1), LineSpan(3, 3)]
    assert list(spans_of([7, 1, 2, 3, 9, 8])) == [LineSpan(1, 3), LineSpan(7, 9)]
    assert list(spans_of([])) == []


def test_a_fresh_answer_costs_few_statements_and_many_cost_no_more() -> None:
    key = opened(PIPERIDONE).screening_id
    (fresh,) = Screening.objects.filter(pk=key).in_short()
    with CaptureQueriesContext(connection) as few:
        shipping_of(fresh)
    assert len(few) <= 4
    for number in range(9):
        opened(MIXED[number % 3], reference=f"A-{number}")
    rows = list(Screening.objects.done().in_short())
    with CaptureQueriesContext(connection) as many:
        shipping_of_all(rows)
    assert (len(rows), len(many)) == (10, len(few))
