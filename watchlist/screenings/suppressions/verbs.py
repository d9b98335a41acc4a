"""What the verbs of suppressions and of determinations have in common: the day until which, the answer, the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from watchlist.access.people import allowed
from watchlist.access.rights import SECOND, WORK
from watchlist.access.second_pair import answer_once
from watchlist.audit import chain
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import LookAgain, SayWhy
from watchlist.screenings.suppressions.models import Determination, Suppression, Term
from watchlist.temporal import KnownQuerySet, tick

Row = Suppression | Determination


def last_day(asked_on: date) -> date:
    """Return the day a year after another: nothing is laid down for longer."""
    is_leap_day = (asked_on.month, asked_on.day) == (2, 29)
    return asked_on.replace(year=asked_on.year + 1, day=28 if is_leap_day else asked_on.day)


def check_asked(*, until: date, note: str, today: date) -> None:
    """Refuse an end that is not within a year, or no reason. Raises `CorrectTheQuestion` or `SayWhy`."""
    if not today < until <= last_day(today):
        raise CorrectTheQuestion(
            _("It ends after today, and by %(last)s: within a year."), last=last_day(today).isoformat()
        )
    if not note.strip():
        raise SayWhy(_("Say why: the second officer, and whoever reads the answer, must know."))


def answered(row: Row, *, agreed: bool, actor: User, note: str, term: Callable[[User], Term]) -> None:
    """Store the answer of a second officer on a row, with its event; `term` writes since when it is known, if agreed.

    Raises `AskAnotherPerson`, `SayWhy`, `LookAgain` where somebody was quicker or its last day has gone.
    """
    person = allowed(actor, SECOND)
    if agreed and row.until <= datetime.now(UTC).date():
        raise LookAgain(_("It would have ended by today: refuse it, and have it asked for anew."))
    at = answer_once(row, person=person, agreed=agreed, note=note)
    written = [term(person)] if agreed else []
    happened(
        row, f"{row.answer}", person, {"asked_by": row.asked_by.get_username(), "note": row.answer_note}, at, written
    )


def known_from_now() -> datetime:
    """Return the instant from which what is written now is known; the law stays as it is."""
    return tick(of_law=False)


def withdrawn(row: Row, terms: KnownQuerySet, *, actor: User, note: str) -> None:
    """Store who withdrew a row, with a reason and its event: from now on its terms are known no more.

    Raises `SayWhy`, or `LookAgain` where it is not in force.
    """
    person = allowed(actor, WORK, SECOND)
    if not note.strip():
        raise SayWhy(_("Say why it is withdrawn."))
    at = known_from_now()
    said = {"withdrawn_by": person, "withdrawn_at": at, "withdrawal_note": note.strip()}
    agreed = type(row).objects.filter(pk=row.pk, answer="agreed", withdrawn_at__isnull=True)
    if not agreed.update(**said):
        raise LookAgain(_("It is not in force: there is nothing to withdraw."))
    row.refresh_from_db()
    terms.supersede(at)
    happened(row, "withdraw", person, {"note": row.withdrawal_note}, at, terms)


def happened(  # noqa: PLR0917 - the facts of one event
    row: Row, verb: str, person: User, payload: Mapping[str, Any], at: datetime, terms: Iterable[Term] = ()
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
