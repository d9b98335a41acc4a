"""A line of a long shipment is corrected by a job: in effect at its end with all that was said, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cases.shipments import ACETONE, MIXED, PIPERIDONE, SALT, line_of, opened, screened
from tests.cases.test_correcting import REASON, answered, is_replayed, stood, words_of
from watchlist import tasks
from watchlist.audit import row_differences
from watchlist.cases import long_corrections
from watchlist.cases.carrying import carry_words
from watchlist.cases.correcting import answer_correction, correct_field, corrections_waiting, run_of_correction
from watchlist.cases.events import sentence_of
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judgement_models import Judgement, Referral
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import dispose
from watchlist.cases.models import Case
from watchlist.cases.opening import open_due, update_case
from watchlist.engine.decision.question import Question
from watchlist.errors import LookAgain
from watchlist.jobs.models import Job
from watchlist.jobs.queue import request_cancel
from watchlist.screenings import CorrectionRun, LineCorrection, Screening, replay, reread_manifest, rerun_screening
from watchlist.screenings.chunks import answering, making
from watchlist.screenings.chunks.models import Share
from watchlist.screenings.models import Upload
from watchlist.screenings.stored_answers import read_question
from watchlist.screenings.uploads import receive

pytestmark = pytest.mark.usefixtures("law")
UNREADABLE = {**ACETONE, "quantity": "160 or so", "unit": ""}


@pytest.fixture(autouse=True)
def _all_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every shipment for a long one, answered two lines at a time."""
    monkeypatch.setattr("watchlist.screenings.answering_anew.MOST", 0)
    monkeypatch.setattr(making, "SHARE", 2)


def begin(case: Case, number: int, actor: User, field: str, corrected: str) -> Any:
    """Correct one field of a line of the case's last screening."""
    case.refresh_from_db()
    line = line_of(case, number)
    return correct_field(case=case, line=line, field=field, corrected=corrected, reason=REASON, actor=actor)


def untold_rows() -> list[Any]:
    """Return the rows of cases and corrections that are not what the trail says."""
    words = ("correction", "judgement", "referral", "screening", "_case")
    return [found for found in row_differences() if any(word in found.table for word in words)]


def run(upload: Any) -> Job:
    """Have a worker take a job up, now, and return it as it left it."""
    Job.objects.filter(pk=upload.job_id).update(not_before=datetime.now(UTC))
    tasks.run_job(str(upload.job_id))
    return Job.objects.get(pk=upload.job_id)


def test_a_line_is_corrected_when_the_job_has_answered_all_of_them(officer: User) -> None:
    case = opened(*MIXED)
    first = case.screening
    begun = begin(case, 3, officer, "quantity", "1600")
    case.refresh_from_db()
    assert (case.screening, begun.ended_at, LineCorrection.objects.count()) == (first, None, 0)
    assert [*long_corrections.runs_under_way(first)] == [begun]
    assert run(begun.upload).state == "done"
    row = LineCorrection.objects.get()
    line = answered(case, 3)
    assert (line.declared["quantity"], line.fields["quantity"]) == ("160", "1600")
    (corrected,) = line.corrections
    assert (corrected.by, corrected.agreed_by, corrected.at) == ("officer", None, begun.at.isoformat())
    assert row.answered_line is not None
    assert (case.screening_id, row.answered_line.screening_id) == (begun.upload_id, begun.upload_id)
    assert (row.needs_second, row.asked_at) == (False, begun.at)
    assert row.effective_at > begun.at
    assert "corrections" not in line_of(case, 1).record
    assert is_replayed(case)
    assert replay(first, reread_manifest(first)).is_same
    corrected_text = "officer corrected the quantity of line 3 from “160” to “1600”"
    assert [sentence_of(event) for event in case.events.filter(verb__contains="correct").order_by("pk")] == [
        f"{corrected_text}: it takes effect when the shipment has been answered anew.",
        f"{corrected_text}.",
    ]
    again = rerun_screening(screening=case.screening, as_of=None, actor="officer")
    assert again.lines.get(line__number=3).record == line_of(case, 3).record
    assert open_due() == [case]
    assert untold_rows() == []


def test_it_is_answered_as_a_short_one_is(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    case = opened(*MIXED)
    begun = begin(case, 3, officer, "quantity", "1600")
    run(begun.upload)
    case.refresh_from_db()
    of_job = [row.record.replace(begun.at.isoformat(), "at") for row in case.screening.lines.order_by("pk")]
    other = opened(*MIXED, reference="OTHER")
    monkeypatch.setattr("watchlist.screenings.answering_anew.MOST", 2_000)
    row = begin(other, 3, officer, "quantity", "1600")
    other.refresh_from_db()
    at_once = [line.record.replace(row.effective_at.isoformat(), "at") for line in other.screening.lines.order_by("pk")]
    assert of_job == at_once


def test_what_was_said_stays_also_what_was_said_meanwhile(officer: User, second_officer: User) -> None:
    case = opened(*MIXED, UNREADABLE)

    def dismiss(number: int) -> None:
        line = line_of(case, number)
        for position in positions_to_judge(line):
            word = {"word": "dismissed", "reason": "wrong_identification"} if number == 1 else {"word": "confirmed"}
            judge(case=case, line=line, position=position, seen=0, actor=officer, note="Seen.", **word)

    dismiss(1)
    dismiss(2)
    begun = begin(case, 7, officer, "quantity", "160")
    dismiss(3)
    case.refresh_from_db()
    before, words = (case.lines_judged, case.lines_waiting), words_of(case)
    assert run(begun.upload).state == "done"
    case.refresh_from_db()
    assert (case.lines_judged, case.lines_waiting, words_of(case)) == (*before, words)
    assert all(row.carried_from for row in stood(case))
    left = Referral.objects.waiting().order_by("pk")[0]
    assert left.judgement.screened_line.screening == case.screening


@pytest.mark.parametrize("by_file", [True, False])
def test_what_the_case_went_past_is_dropped(by_file: bool, officer: User) -> None:
    case = opened(PIPERIDONE, ACETONE)
    begun = begin(case, 2, officer, "quantity", "1600")
    if by_file:
        screened(PIPERIDONE, SALT)
        open_due()
    else:
        dispose(case=case, word="refused", note="No permit.", actor=officer)
    job = run(begun.upload)
    begun.refresh_from_db()
    assert (job.state, begun.dropped) == ("done", "screened_again" if by_file else "case_closed")
    assert not LineCorrection.objects.exists()
    assert not Screening.objects.done().filter(pk=begun.upload_id).exists()
    assert not Share.objects.exists()
    case.refresh_from_db()
    reason = "the shipment was screened again" if by_file else "the case was closed"
    assert sentence_of(case.events.get(verb="drop_correction")) == (
        f"A correction of line 2 by officer came to nothing: {reason} in the meantime."
    )
    assert untold_rows() == []
    assert run(begun.upload).state == "done"  # nothing is left to do


def test_one_correction_of_a_shipment_is_under_way_at_a_time(officer: User) -> None:
    case = opened(PIPERIDONE, ACETONE)
    begun = begin(case, 2, officer, "quantity", "1600")
    with pytest.raises(LookAgain):
        begin(case, 1, officer, "quantity", "26")
    with pytest.raises(LookAgain):
        rerun_screening(screening=case.screening, as_of=None, actor="officer")
    request_cancel(job=begun.upload.job, actor="officer")
    assert run(begun.upload).state == "cancelled"
    assert not long_corrections.runs_under_way(case.screening).exists()
    assert long_corrections.corrections_to_ask_again(case) == [begun]
    other = begin(case, 1, officer, "quantity", "26")
    assert run(other.upload).state == "done"
    assert answered(case, 1).fields["quantity"] == "26"
    assert answered(case, 2).fields["quantity"] == "160"


def test_whoever_goes_on_after_a_loss_comes_to_the_same(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    case = opened(*MIXED)
    begun = begin(case, 3, officer, "quantity", "1600")

    def fall(*args: object, **facts: object) -> None:
        raise ConnectionError

    for module, name in ((answering, "keep_rows"), (long_corrections, "bring_to_case")):
        with monkeypatch.context() as falling:
            falling.setattr(module, name, fall)
            assert run(begun.upload).state == "failed"
        Share.objects.update(lease=None, lease_until=None, held_by=None, attempts=0)
        assert not LineCorrection.objects.exists()
        assert not Screening.objects.done().filter(pk=begun.upload_id).exists()
    assert run(begun.upload).state == "done"
    assert answered(case, 3).fields["quantity"] == "1600"
    assert is_replayed(case)


@pytest.mark.parametrize("is_given_up", [True, False])
def test_an_agreed_correction_whose_job_is_lost_is_a_task_until_it_is_asked_for_again(
    is_given_up: bool, officer: User, second_officer: User
) -> None:
    case = opened(PIPERIDONE, ACETONE)
    row = begin(case, 1, officer, "name", "Piperidone")
    answer_correction(correction=row, agreed=True, actor=second_officer)
    agreed = run_of_correction(row)
    assert agreed is not None
    if is_given_up:
        Job.objects.filter(pk=agreed.upload.job_id).update(state="dead", ended_at=datetime.now(UTC), error="Lost.")
    else:
        request_cancel(job=agreed.upload.job, actor="officer")
    for _ in range(2):
        tasks.sweep_jobs()
    agreed.refresh_from_db()
    assert agreed.dropped == ("job_given_up" if is_given_up else "job_cancelled")
    reason = "given up" if is_given_up else "cancelled"
    assert sentence_of(case.events.get(verb="drop_correction")) == (
        f"A correction of line 1 by officer came to nothing: the job that answered the shipment anew was {reason}."
    )
    assert long_corrections.corrections_to_ask_again(case) == [agreed]
    assert run(agreed.upload).state in {"dead", "cancelled"}
    begin(case, 1, officer, "name", "Piperidone")
    assert long_corrections.corrections_to_ask_again(case) == []
    assert untold_rows() == []


@pytest.mark.parametrize("is_long", [True, False])
def test_a_file_that_came_before_a_correction_is_answered_again_with_it(
    is_long: bool, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(PIPERIDONE, ACETONE)
    stored = case.screening.manifest

    def sent_again() -> Any:
        facts: dict[str, Any] = {"source": "request", "question": read_question(case.screening.question)}
        original = BytesIO(stored.received())
        return receive(original=original, reference=stored.reference, actor="officer", **facts)

    if is_long:
        begun = begin(case, 2, officer, "quantity", "1600")
        upload = sent_again()
        assert run(begun.upload).state == "done"
    else:
        monkeypatch.setattr("watchlist.screenings.answering_anew.MOST", 2_000)
        upload = sent_again()
        begin(case, 2, officer, "quantity", "1600")
    assert run(upload).state == "done"
    assert answered(case, 2).fields["quantity"] == "160"
    [again] = Upload.objects.filter(job__state="queued")
    assert run(again).state == "done"
    assert answered(case, 2).fields["quantity"] == "1600"
    assert not Upload.objects.exclude(job__state="done").exists()
    assert untold_rows() == []


@pytest.mark.parametrize(
    ("goods", "field", "corrected", "is_known_at_once"),
    [
        (PIPERIDONE, "name", "Piperidone", True),
        ({**ACETONE, "unit": "g"}, "cas", "7647-14-5", True),
        ({**ACETONE, "quantity": "2000"}, "quantity", "1", False),  # a limit that only the whole shipment reaches
    ],
)
def test_two_correct_what_a_controlled_line_is_and_what_lowers_it(
    goods: dict[str, str],
    field: str,
    corrected: str,
    is_known_at_once: bool,
    officer: User,
    second_officer: User,
) -> None:
    case = opened(goods, PIPERIDONE)
    first, row = case.screening, begin(case, 1, officer, field, corrected)
    assert isinstance(row, LineCorrection) == is_known_at_once
    if not is_known_at_once:
        assert run(row.upload).state == "done"
        assert not Screening.objects.done().filter(pk=row.upload_id).exists()
        row = LineCorrection.objects.get()
    case.refresh_from_db()
    assert (row.needs_second, row.effective_at, case.screening) == (True, None, first)
    assert [*corrections_waiting()] == [row]
    answer_correction(correction=row, agreed=True, actor=second_officer)
    agreed = run_of_correction(row)
    assert agreed is not None
    row.refresh_from_db()
    assert (row.answer, row.effective_at, agreed.second) == ("agreed", None, "second-officer")
    assert run(agreed.upload).state == "done"
    line = answered(case, 1)
    assert (line.fields[field], line.corrections[0].agreed_by) == (corrected, "second-officer")
    row.refresh_from_db()
    assert (row.second, row.answered_line) == ("second-officer", line_of(case, 1))
    assert is_replayed(case)
    assert untold_rows() == []


def test_the_database_lets_a_run_end_in_what_was_asked_and_in_nothing_else(officer: User) -> None:
    case = opened(PIPERIDONE, ACETONE)
    begun, now = begin(case, 2, officer, "quantity", "1600"), datetime.now(UTC)
    waiting = begin(case, 1, officer, "name", "Piperidone")
    upload = receive(original=BytesIO(b"name"), source="a.csv", question=Question(), reference="", actor="officer")
    of_waiting = {**kept_of(waiting), "screened_line": waiting.screened_line, "correction": waiting}
    refused_rows: list[tuple[str, dict[str, Any]]] = [
        ("is_of_the_last_screening", {**kept_of(begun), "screened_line": screened(SALT).lines.get()}),
        ("begins_once_it_was_agreed_to", {**of_waiting, "second": "second-officer"}),
        ("begins_once_it_was_agreed_to", {**kept_of(begun), "screened_line": begun.screened_line, "second": "x"}),
        ("brings_what_was_asked|begins_once_it_was", {**of_waiting, "corrected": "Salt"}),
    ]
    for refused, columns in refused_rows:
        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            CorrectionRun.objects.create(upload=upload, at=now, **columns)
    runs = CorrectionRun.objects.filter(pk=begun.pk)
    changes: list[tuple[str, dict[str, Any]]] = [
        ("brings_what_was_asked", {"correction": waiting, "ended_at": now}),
        ("ends_in_something", {"ended_at": now}),
        ("only ever added|written once", {"corrected": "1"}),
        ("only ever added|written once", {"at": now}),
    ]
    for refused, change in changes:
        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            runs.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        begun.delete()
    asked = {"screened_line": begun.screened_line, "asked_at": now, "needs_second": True}
    row = LineCorrection.objects.create(**kept_of(begun), **asked)
    Case.objects.filter(pk=case.pk).update(screening=screened(PIPERIDONE, SALT))
    with pytest.raises(IntegrityError, match="ends_on_what_it_corrects"), transaction.atomic():
        runs.update(correction=row, ended_at=now)
    runs.update(dropped="screened_again", ended_at=now)


def kept_of(row: LineCorrection | CorrectionRun) -> dict[str, Any]:
    """Return what was asked for, as a run and its correction have it alike."""
    return {name: getattr(row, name) for name in ("field", "declared", "before", "corrected", "note", "asked_by", "by")}


def test_words_are_carried_over_in_as_many_statements_for_many_lines_as_for_few(
    officer: User, second_officer: User
) -> None:
    counts = []
    for number in (2, 12):
        case = opened(*[{**ACETONE, "quantity": str(n + 10)} for n in range(number)], reference=f"R-{number}")
        for line in case.screening.lines.all():
            for position in positions_to_judge(line):
                judge(case=case, line=line, position=position, seen=0, actor=officer, word="confirmed")
        earlier = case.screening
        after = rerun_screening(screening=earlier, as_of=None, actor="officer")
        with CaptureQueriesContext(connection) as queries:
            rows = carry_words(case, earlier, after)
        assert update_case(after, None).lines_judged == number
        assert len(rows) == Judgement.objects.filter(case=case, screened_line__screening=earlier).count() >= number
        counts.append(len(queries))
    assert counts[0] == counts[1]
