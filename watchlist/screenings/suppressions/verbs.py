"""What the verbs of suppressions and determinations share: the check of a request, the answer, the withdrawal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from watchlist.access.people import person_with_right
from watchlist.access.rights import SECOND, WORK
from watchlist.access.second_pair import answer_once
from watchlist.audit import chain
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import LookAgain, SayWhy
from watchlist.screenings.suppressions.models import Determination, RulingTerm, Suppression
from watchlist.temporal import VersionedQuerySet, tick

Row = Suppression | Determination


def last_day(day: date) -> date:
    """Return the day a year after another: no ruling lasts longer."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def check_request(*, until: date, note: str, today: date) -> None:
    """Refuse an end that is not within a year, or no reason. Raises `CorrectTheQuestion` or `SayWhy`."""
    if not today < until <= last_day(today):
        raise CorrectTheQuestion(
            _("It ends after today, and by %(last)s: within a year."), last=last_day(today).isoformat()
        )
    if not note.strip():
        raise SayWhy(_("Say why: the second officer, and whoever reads the answer, must know."))


def store_answer(row: Row, *, agreed: bool, actor: User, note: str, term: Callable[[User], RulingTerm]) -> None:
    """Store the answer of a second officer on a row, with its event; `term` writes since when it is known, if agreed.

    Raises `AskAnotherPerson`, `SayWhy`, `LookAgain` where somebody was quicker or its last day has gone.
    """
    person = person_with_right(actor, SECOND)
    if agreed and row.until <= datetime.now(UTC).date():
        raise LookAgain(_("It would have ended by today: refuse it, and have it asked for anew."))
    at = answer_once(row, person=person, agreed=agreed, note=note)
    written = [term(person)] if agreed else []
    append_event(
        row, f"{row.answer}", person, {"asked_by": row.asked_by.get_username(), "note": row.answer_note}, at, written
    )


def new_tick() -> datetime:
    """Return a new tick, from which what is written now is known; it marks no change of the law."""
    return tick(of_law=False)


def store_withdrawal(row: Row, terms: VersionedQuerySet, *, actor: User, note: str) -> None:
    """Store who withdrew a row, with a reason and its event: from now on its terms are known no more.

    Raises `SayWhy`, or `LookAgain` where it is not in force.
    """
    person = person_with_right(actor, WORK, SECOND)
    if not note.strip():
        raise SayWhy(_("Say why it is withdrawn."))
    at = new_tick()
    columns = {"withdrawn_by": person, "withdrawn_at": at, "withdrawal_note": note.strip()}
    agreed = type(row).objects.filter(pk=row.pk, answer="agreed", withdrawn_at__isnull=True)
    if not agreed.update(**columns):
        raise LookAgain(_("It is not in force: there is nothing to withdraw."))
    row.refresh_from_db()
    terms.supersede(at)
    append_event(row, "withdraw", person, {"note": row.withdrawal_note}, at, terms)


def append_event(  # noqa: PLR0917 - the facts of one event
    row: Row, verb: str, person: User, payload: Mapping[str, Any], at: datetime, terms: Iterable[RulingTerm] = ()
) -> None:
    """Append the event of a verb on a row, and on its terms."""
    kind = type(row).__name__.lower()
    chain.append(
        actor=person.get_username(),
        verb=f"{verb}_{kind}",
        target_kind=kind,
        target_key=str(row),
        payload=payload,
        at=at,
        rows=[row, *terms],
    )
