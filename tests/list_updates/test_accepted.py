"""What an edition is compared with: the first one, and what two people made of those after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from django.contrib.auth.models import User

from watchlist.law_store.models import Edition
from watchlist.list_updates.change_models import Application, Change, ChangeSet, Decision, Revision
from watchlist.list_updates.change_set_status import rejections_by_digest, rows_in_force
from watchlist.list_updates.diff import RowChange, changes_between
from watchlist.list_updates.models import ListSource
from watchlist.list_updates.published import PublishedRow, content_of, sha256_of

pytestmark = pytest.mark.django_db

START = datetime(2024, 9, 16, tzinfo=UTC)
Person = Callable[..., User]


def row(name: str, code: str) -> PublishedRow:
    """Return a row of one list."""
    return PublishedRow(list="part-1", code=code, name=name)


BASELINE = (row("Safrole", "17"), row("4-Piperidone and its salts", "27"))
LATER = (row("4-Piperidone, its salts and derivatives", "27"), row("Piperonal", "14"))


def edition(source: ListSource, rows: tuple[PublishedRow, ...], days: int) -> Edition:
    """Return an edition of a source, read so many days after the first."""
    content = content_of(rows)
    at = START + timedelta(days=days)
    return Edition.objects.create(
        origin=f"sources/{source.key}", sha256=sha256_of(content), content=content, entries=len(rows), read_at=at
    )


@pytest.fixture
def source() -> ListSource:
    """Return a source with its first edition."""
    source = ListSource.objects.create(key="example")
    edition(source, BASELINE, 0)
    return source


def taken_up(source: ListSource, by: User, rows: tuple[PublishedRow, ...] = LATER, days: int = 1) -> list[Change]:
    """Return the changes that an edition makes of the rows in force, taken up by a person."""
    at = START + timedelta(days=days)
    in_force = rows_in_force(source) or ()
    base = Edition.objects.earliest("read_at")
    change_set = ChangeSet.objects.create(
        source=source,
        base=base,
        edition=edition(source, rows, days),
        title="a change",
        opened_at=at,
        opened_by="machine",
    )
    Revision.objects.create(change_set=change_set, number=0, digest="0" * 64, made_at=at)
    revision = Revision.objects.create(
        change_set=change_set, number=1, proposed_by=by, digest="0" * 64, made_at=at + timedelta(hours=1)
    )
    return [kept(revision, position, one) for position, one in enumerate(changes_between(in_force, rows))]


def kept(revision: Revision, position: int, change: RowChange) -> Change:
    """Return a change as it is stored."""
    before, after = (side and orjson.dumps(side.as_record()).decode() for side in (change.old, change.new))
    return Change.objects.create(
        revision=revision,
        position=position,
        kind=change.kind,
        name=(change.new or change.old or BASELINE[0]).name,
        row_before=before or "",
        row_after=after or "",
        digest=change.digest,
    )


def decided(change: Change, by: User, *, accepted: bool, hours: int = 0) -> Decision:
    """Return a second person's word on a change."""
    return Decision.objects.create(
        change=change,
        accepted=accepted,
        reason="" if accepted else "a misprint",
        proposed_by=change.revision.proposed_by,
        decided_by=by,
        decided_at=START + timedelta(days=9, hours=hours),
    )


def applied(change: Change, by: User, hours: int = 0) -> None:
    """Have a change accepted and written into the law."""
    decision = decided(change, by, accepted=True, hours=hours)
    Application.objects.create(decision=decision, events="", applied_at=START + timedelta(days=10, hours=hours))


def test_before_a_first_edition_no_rows_are_in_force() -> None:
    assert rows_in_force(ListSource.objects.create(key="new")) is None


def test_the_first_edition_is_in_force_until_a_change_is_applied(source: ListSource, person: Person) -> None:
    changes = taken_up(source, person("curator"))
    decided(changes[0], person("second"), accepted=True)
    assert rows_in_force(source) == BASELINE


def test_all_changes_applied_make_the_edition_itself(source: ListSource, person: Person) -> None:
    second = person("second")
    for hours, change in enumerate(taken_up(source, person("curator"))):
        applied(change, second, hours)
    assert set(rows_in_force(source) or ()) == set(LATER)
    assert changes_between(rows_in_force(source) or (), LATER) == ()


def test_a_change_applied_in_part_leaves_the_rest_as_it_was(source: ListSource, person: Person) -> None:
    second = person("second")
    amended = next(change for change in taken_up(source, person("curator")) if change.row_before and change.row_after)
    applied(amended, second)
    assert rows_in_force(source) == (BASELINE[0], LATER[0])


def test_changes_of_later_sets_are_made_on_those_before(source: ListSource, person: Person) -> None:
    curator, second = person("curator"), person("second")
    for hours, change in enumerate(taken_up(source, curator)):
        applied(change, second, hours)
    again = (row("4-Piperidone, its salts, derivatives and analogues", "27"), LATER[1])
    for hours, change in enumerate(taken_up(source, curator, again, days=2), start=5):
        applied(change, second, hours)
    assert set(rows_in_force(source) or ()) == set(again)


def test_what_was_rejected_is_known_again(source: ListSource, person: Person) -> None:
    change, *_ = taken_up(source, person("curator"))
    decided(change, person("second"), accepted=False)
    known = rejections_by_digest(source)
    again = changes_between(rows_in_force(source) or (), LATER)
    assert [one.digest for one in again if one.digest in known] == [change.digest]
    assert known[change.digest].reason == "a misprint"


def test_what_was_rejected_is_unknown_once_its_rows_differ(source: ListSource, person: Person) -> None:
    for change in taken_up(source, person("curator")):
        decided(change, person(f"second-{change.position}"), accepted=False)
    other = tuple(PublishedRow(list="part-1", code=row.code, name=f"{row.name} (amended)") for row in LATER)
    digests = {one.digest for one in changes_between(BASELINE, other) if one.new is not None}
    assert not digests & rejections_by_digest(source).keys()


@pytest.mark.parametrize(("between", "known"), [(LATER, True), ((*LATER, row("Safrole", "17")), False)])
def test_what_was_rejected_and_then_taken_back_is_decided_anew(
    source: ListSource, person: Person, between: tuple[PublishedRow, ...], known: bool
) -> None:
    removed = next(change for change in taken_up(source, person("curator")) if change.kind == "remove")
    decided(removed, person("second"), accepted=False)
    edition(source, between, days=20)
    edition(source, LATER, days=30)
    assert (removed.digest in rejections_by_digest(source)) is known


def test_the_last_word_on_a_change_counts(source: ListSource, person: Person) -> None:
    curator, second = person("curator"), person("second")
    first, *_ = taken_up(source, curator)
    decided(first, second, accepted=False)
    again, *_ = taken_up(source, curator, days=2)
    decided(again, second, accepted=True, hours=1)
    assert first.digest == again.digest
    assert rejections_by_digest(source) == {}


def test_another_source_rejects_for_itself(source: ListSource, person: Person) -> None:
    change, *_ = taken_up(source, person("curator"))
    decided(change, person("second"), accepted=False)
    assert rejections_by_digest(ListSource.objects.create(key="other")) == {}


@pytest.mark.parametrize("first", [True, False])
def test_a_row_of_which_one_entry_was_accepted_was_not_rejected(
    source: ListSource, person: Person, first: bool
) -> None:
    change, *_ = taken_up(source, person("curator"))
    other = Change.objects.create(
        revision=change.revision, position=9, kind=change.kind, name=change.name, digest=change.digest
    )
    second = person("second")
    decided(change, second, accepted=first)
    decided(other, second, accepted=not first, hours=1)
    assert change.digest not in rejections_by_digest(source)
