"""The shares of a long file: answered by anybody, each once, and joined to what one worker would have answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tests.screenings.law import law as law_of, scheduling
from tests.screenings.test_uploads import asked_at_once, received, records, run
from watchlist import tasks
from watchlist.engine.decision.packed_tallies import Tallies
from watchlist.engine.decision.spans import Span
from watchlist.engine.decision.thresholds import Claim, Tally, period_of
from watchlist.engine.law.facts import ConditionFacts
from watchlist.jobs import parts
from watchlist.jobs.ending import request_end
from watchlist.jobs.leases import StepBack
from watchlist.jobs.models import Job
from watchlist.jobs.parts import PartLost, lease_next_part
from watchlist.jobs.queue import enqueue, request_cancel
from watchlist.jobs.time_slice import TimeSlice
from watchlist.manifests.models import ManifestLine
from watchlist.screenings.chunks import answering, making, work
from watchlist.screenings.chunks.leasing import chunks_of
from watchlist.screenings.chunks.models import Share
from watchlist.screenings.inserting import reserve, reserve_block
from watchlist.screenings.models import ScreenedLine, Screening, Upload
from watchlist.screenings.uploads import TooManyWait

with_law = pytest.mark.usefixtures("law")
ROW = scheduling()
LAW = law_of(ROW)
FACTS = [
    ConditionFacts(key, "cumulative_quantity", "triggers_duty", "10 kg", limit="10", unit="kg", period=period)
    for key, period in (("month", "calendar month"), ("year", "one year"))
]
CLAIMS = st.builds(
    lambda facts, at, day, kilograms, certainty: Claim(
        FACTS[facts],
        ROW,
        (at, facts),
        "export",
        day,
        period_of(FACTS[facts].period, day),
        Span(Decimal(kilograms), None if kilograms == "0" else Decimal(kilograms)),
        certainty,
        "why" if kilograms == "0" else "",
    ),
    st.integers(0, 1),
    st.integers(0, 2),
    st.dates(date(2026, 1, 1), date(2026, 3, 31)),
    st.sampled_from(["0", "0.10", "2.50", "1E+2"]),
    st.sampled_from(["exact", "guess"]),
)
PARTIES = st.sampled_from(["", "Acme Ltd", "ACME GmbH", "Beauval SARL"])
LINES = st.lists(st.tuples(PARTIES, PARTIES, st.lists(CLAIMS, max_size=2)), max_size=12)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch, law: object) -> Upload:
    """Return a file that was read and shared out, four lines a share, whose worker fell before it answered any."""
    monkeypatch.setattr(making, "SHARE", 4)
    upload = received()
    with monkeypatch.context() as falling:
        falling.setattr(answering, "keep_rows", _fall)
        assert run(upload).state == "failed"
    Share.objects.update(lease=None, lease_until=None, held_by=None, attempts=0)
    return upload


@pytest.fixture
def _is_ending(shared: Upload) -> Iterator[None]:
    request_end()
    yield
    request_end(end=False)


def _fall(*args: object) -> None:
    raise ConnectionError


def helping(upload: Upload) -> Job:
    """Have another worker help with a file, and return its job as it left it."""
    job = enqueue(kind=work.ANSWER_SHARES, subject=str(upload.pk), owner="officer")
    tasks.run_job(str(job.pk))
    return Job.objects.get(pk=job.pk)


def told(tally: Tally) -> tuple[list[Any], list[Any]]:
    """Return what a tally holds, as values."""
    totals = [
        (key, total.id, total.party, told_of(total.claim), [(number, told_of(claim)) for number, claim in total.lines])
        for key, total in tally.totals.items()
    ]
    return totals, list(tally.parties.items())


def told_of(claim: Claim) -> tuple[object, ...]:
    return tuple(str(getattr(claim, name)) for name in Claim.__slots__)


@given(LINES, st.lists(st.integers(0, 12), max_size=4))
def test_a_tally_joined_of_parts_is_that_of_the_whole(lines: list[Any], cuts: list[int]) -> None:
    tallies, whole, joined = Tallies(LAW), Tally(), Tally()
    numbered = list(enumerate(lines, start=1))
    for number, (consignor, consignee, claims) in numbered:
        whole.add(number, {"consignor": consignor, "consignee": consignee}, claims)
    ends = [0, *sorted(cuts), len(lines)]
    for first, last in pairwise(ends):
        part = Tally()
        for number, (consignor, consignee, claims) in numbered[first:last]:
            part.add(number, {"consignor": consignor, "consignee": consignee}, claims)
        joined.join(tallies.read(tallies.write(part)))
    assert told(joined) == told(whole)


@given(LINES, st.lists(st.integers(0, 2), min_size=12, max_size=12))
def test_totals_joined_of_lines_that_stand_between_each_other_are_those_of_the_whole(
    lines: list[Any], owners: list[int]
) -> None:
    tallies, whole, joined = Tallies(LAW), Tally(), Tally()
    parts = [Tally() for _ in range(3)]
    for number, (consignor, consignee, claims) in enumerate(lines, start=1):
        for tally in (whole, parts[owners[number % len(owners)]]):
            tally.add(number, {"consignor": consignor, "consignee": consignee}, claims)
    for pair in dict.fromkeys((consignor, consignee) for consignor, consignee, _ in lines):
        joined.learn_parties(pair)
    for part in parts:
        joined.join(tallies.read(tallies.write(part)))
    totals, parties = told(joined)
    whole_totals, whole_parties = told(whole)
    assert (sorted(totals), parties) == (sorted(whole_totals), whole_parties)


def test_who_helps_answers_what_is_free_and_who_began_sums_up(shared: Upload) -> None:
    helped = helping(shared)
    assert (helped.state, helped.done) == ("done", 23)
    assert not Share.objects.open().exists()
    assert not Screening.objects.done().exists()
    job = run(shared)
    assert (job.state, job.done, job.total) == ("done", 23, 23)
    assert records(shared) == asked_at_once(shared)
    assert not Share.objects.exists()


def test_shares_answered_in_any_order_stand_in_that_of_the_file(shared: Upload) -> None:
    first = lease_next_part(chunks_of(shared.pk), job=shared.job_id)
    assert first is not None
    helping(shared)
    assert not ScreenedLine.objects.of_screening(Screening.objects.get(pk=shared.pk)).exists()
    assert ScreenedLine.objects.count() == 19
    run(shared)
    assert records(shared) == asked_at_once(shared)
    assert [*ManifestLine.objects.order_by("pk").values_list("number", flat=True)] == [*range(1, 24)]


def test_a_share_is_taken_by_one_and_by_another_when_that_one_is_lost(shared: Upload) -> None:
    held = lease_next_part(chunks_of(shared.pk), job=shared.job_id)
    other = lease_next_part(chunks_of(shared.pk), job=shared.job_id)
    assert held is not None
    assert other is not None
    assert (held.part.number, other.part.number) == (0, 1)
    Share.objects.filter(number=0).update(lease_until=datetime.now(UTC) - timedelta(seconds=1))
    again = lease_next_part(chunks_of(shared.pk), job=shared.job_id)
    assert again is not None
    assert again.part.number == 0
    with pytest.raises(PartLost):
        held.complete(counts="{}")
    again.renew()


def test_who_lost_a_share_stores_nothing_of_it(shared: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = []

    def keep(storing: Any, chunk: Any, *rest: Any) -> None:
        answering_rows(storing, chunk, *rest)
        if not lost:
            lost.append(chunk)
            late = {"lease_until": datetime.now(UTC) - timedelta(seconds=1)}
            Share.objects.filter(lease__isnull=False).update(**late)
            assert lease_next_part(chunks_of(shared.pk), job=shared.pk) is not None

    answering_rows = answering.keep_rows
    monkeypatch.setattr(answering, "keep_rows", keep)
    monkeypatch.setattr(work, "PAUSE", 0)
    monkeypatch.setattr(parts, "_until", lambda attempts: datetime.now(UTC) + timedelta(seconds=attempts - 1))
    assert run(shared).state == "done"
    assert records(shared) == asked_at_once(shared)
    assert ScreenedLine.objects.count() == ManifestLine.objects.count() == 23


def test_a_file_whose_worker_is_cancelled_is_answered_by_nobody(shared: Upload) -> None:
    request_cancel(job=Job.objects.get(pk=shared.job_id), actor="officer")
    helped = helping(shared)
    assert (helped.state, helped.done) == ("done", 0)
    assert not ScreenedLine.objects.exists()


def test_a_worker_of_another_engine_helps_nobody(shared: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchlist.engine.versions.rules_sha256", lambda: "0" * 64)
    helped = helping(shared)
    assert (helped.state, helped.done) == ("done", 0)


def test_lines_that_cost_worker_after_worker_are_given_up(shared: Upload) -> None:
    Share.objects.filter(number=2).update(attempts=parts.MOST_ATTEMPTS)
    job = run(shared)
    assert (job.state, "part 3" in job.error) == ("dead", True)
    assert not Screening.objects.done().exists()


@pytest.mark.usefixtures("_is_ending")
def test_a_worker_that_is_to_end_gives_the_job_back_after_its_share(shared: Upload) -> None:
    job = run(shared)
    assert (job.state, job.attempts, job.lease, job.done) == ("queued", 0, None, 4)
    request_end(end=False)
    assert run(shared).state == "done"
    assert records(shared) == asked_at_once(shared)


@pytest.mark.django_db
def test_a_long_job_makes_room_for_those_that_wait(settings: Any) -> None:
    turn = TimeSlice(not_awaited=[work.ANSWER_SHARES])
    enqueue(kind="count", subject="short", owner="officer")
    turn.give_way()
    settings.TURN_SECONDS = 0
    with pytest.raises(StepBack):
        TimeSlice().give_way()
    Job.objects.update(kind=work.ANSWER_SHARES)
    TimeSlice(not_awaited=[work.ANSWER_SHARES]).give_way()


@with_law
def test_as_many_helpers_are_called_as_there_are_shares_for(
    monkeypatch: pytest.MonkeyPatch, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[str] = []
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(tasks, "sender", lambda: lambda key, route: sent.append(key))
    monkeypatch.setattr(making, "SHARE", 10)
    upload = received()
    with django_capture_on_commit_callbacks(execute=True):
        run(upload)
    helpers = Job.objects.filter(kind=work.ANSWER_SHARES, subject=str(upload.pk))
    assert helpers.count() == 2
    assert set(sent) == {str(job.pk) for job in helpers}


@with_law
def test_of_one_sender_and_of_all_only_so_many_files_wait(settings: Any) -> None:
    settings.MANIFESTS_PER_SENDER, settings.MANIFESTS_AT_ONCE = 2, 3
    received(), received()
    with pytest.raises(TooManyWait) as refused:
        received()
    assert not refused.value.of_all
    received(actor="second officer")
    with pytest.raises(TooManyWait) as refused:
        received(actor="third officer")
    assert refused.value.of_all
    Job.objects.update(state="cancelled", ended_at=datetime.now(UTC))
    received()


@with_law
def test_a_short_file_waits_with_what_people_wait_for() -> None:
    assert received().job.queue == "interactive"
    assert received(b"name\n" + b"acetone\n" * 40_000).job.queue is None


@pytest.mark.django_db
def test_ids_are_given_once_and_rise() -> None:
    first, second = list(reserve(ScreenedLine, 3)), list(reserve(ScreenedLine, 2))
    block = reserve_block(ScreenedLine, 5)
    assert sorted({*first, *second, block}) == [*first, *second, block]
    assert reserve(ScreenedLine, 1)[0] >= block + 5
