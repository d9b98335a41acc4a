"""The verbs of route checks: check for a shipment; request for any, answer; withdraw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.access import SECOND, WORK, answer_once, person_with_right
from watchlist.engine.decision import country_code
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.vocabulary import RouteResult
from watchlist.errors import LookAgain, SayWhy
from watchlist.law_store import law_known_at
from watchlist.screenings.route_checks.models import RESULTS, RouteCheck, RouteCheckTerm
from watchlist.screenings.route_checks.substances import read_substances, stored_text
from watchlist.screenings.suppressions import last_day
from watchlist.temporal import tick


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What was found of a country's law, by which source, until when it holds; a permit with its number and its file.

    `permit_sha256` is that of a file that the case with the id `permit_case` keeps.
    """

    country: str
    result: str
    source: str
    until: date
    permit_number: str = ""
    permit_sha256: str = ""
    permit_case: int | None = None

    def columns(self, today: date) -> dict[str, Any]:
        """Return them as columns of a row. Raises `CorrectTheQuestion` and `SayWhy` where they are not whole."""
        if not self.source.strip():
            raise SayWhy(_("Say by what it was checked: the law that was read, or whom was asked."))
        if self.result not in RESULTS:
            raise CorrectTheQuestion(_("Say what was found: allowed, a permit, or refused."))
        if not today < self.until <= last_day(today):
            raise CorrectTheQuestion(
                _("It ends after today, and by %(last)s: within a year."), last=last_day(today).isoformat()
            )
        is_permit = self.result == RouteResult.PERMIT
        if is_permit and not (self.permit_number.strip() and self.permit_sha256):
            raise CorrectTheQuestion(_("A permit has its number and its file."))
        return {
            "country": self.country,
            "result": self.result,
            "note": self.source.strip(),
            "until": self.until,
            "permit_number": self.permit_number.strip() if is_permit else "",
            "permit_sha256": self.permit_sha256 if is_permit else "",
            "permit_case": self.permit_case if is_permit else None,
        }


@transaction.atomic
def check_shipment(*, shipment: str, facts: CheckFacts, actor: User) -> RouteCheck:
    """Keep what one person checked for one shipment, by its key, and return it: it is known from now on.

    It takes the place of an earlier one for the same shipment and country. Raises as `CheckFacts.columns`.
    """
    person, at = person_with_right(actor, WORK), datetime.now(UTC)
    columns = facts.columns(at.date())
    row = RouteCheck.objects.create(shipment=shipment, **columns, **_request(person, at))
    known_from = tick(of_law=False)
    earlier = RouteCheckTerm.objects.current().filter(route_check__shipment=shipment, route_check__country=row.country)
    before = list(earlier)
    earlier.supersede(known_from)
    term = RouteCheckTerm.objects.create(route_check=row, recorded_at=known_from, by=person.get_username())
    payload = {**_payload(row), "in_place_of": [str(superseded.route_check) for superseded in before]}
    _append(row, "check_route", person, payload, at, [*_reread(before), term])
    return row


@transaction.atomic
def request_check(*, facts: CheckFacts, substances: Sequence[str], actor: User) -> RouteCheck:
    """Request that a check hold for any shipment of some substances, by name or CAS number (none: of any); return it.

    Raises as `CheckFacts.columns`; `CorrectTheQuestion` for a country or a substance that is none; `LookAgain` where
    the same is asked for already.
    """
    person, at = person_with_right(actor, WORK), datetime.now(UTC)
    columns = facts.columns(at.date())
    if country_code(facts.country) != facts.country:
        raise CorrectTheQuestion(_("A check for any shipment is of a country, by its code of ISO 3166."))
    columns["substances"] = stored_text(read_substances(substances, law_known_at()))
    same = {name: columns[name] for name in ("country", "result", "substances")}
    if RouteCheck.objects.waiting().filter(**same).exists():
        raise LookAgain(_("The same is asked for already, and waits for a second officer."))
    row: RouteCheck = RouteCheck.objects.create(**columns, **_request(person, at))
    _append(row, "ask_routecheck", person, _payload(row), at, [])
    return row


@transaction.atomic
def answer_check(*, route_check: RouteCheck, agreed: bool, actor: User, note: str = "") -> RouteCheck:
    """Agree to a check for any shipment, which is known from now on, or refuse it; return it.

    Raises `AskAnotherPerson` for who asked, `SayWhy` for a refusal without a reason, `LookAgain` where it was answered,
    is of one shipment, or would have ended.
    """
    person = person_with_right(actor, SECOND)
    if not route_check.is_standing:
        raise LookAgain(_("It is of one shipment, and waits for nobody."))
    if agreed and route_check.until <= datetime.now(UTC).date():
        raise LookAgain(_("It would have ended by today: refuse it, and have it asked for anew."))
    at = answer_once(route_check, person=person, agreed=agreed, note=note)
    terms = []
    if agreed:
        by, known_from = route_check.asked_by.get_username(), tick(of_law=False)
        terms.append(
            RouteCheckTerm.objects.create(
                route_check=route_check, recorded_at=known_from, by=by, second=person.get_username()
            )
        )
    payload = {"asked_by": route_check.asked_by.get_username(), "note": route_check.answer_note}
    _append(route_check, f"{route_check.answer}_routecheck", person, payload, at, terms)
    return route_check


@transaction.atomic
def withdraw_check(*, route_check: RouteCheck, actor: User, note: str) -> RouteCheck:
    """Withdraw a check with a reason: what it covered asks again from now on; return it.

    One officer is enough, since nothing passes by it. Raises `SayWhy`, or `LookAgain` where it is not in force.
    """
    person = person_with_right(actor, WORK, SECOND)
    if not note.strip():
        raise SayWhy(_("Say why it is withdrawn."))
    at = tick(of_law=False)
    terms = RouteCheckTerm.objects.current().filter(route_check=route_check)
    if not terms.exists():
        raise LookAgain(_("It is not in force: there is nothing to withdraw."))
    columns = {"withdrawn_by": person, "withdrawn_at": at, "withdrawal_note": note.strip()}
    RouteCheck.objects.filter(pk=route_check.pk, withdrawn_at__isnull=True).update(**columns)
    route_check.refresh_from_db()
    ended = list(terms)
    terms.supersede(at)
    payload = {"note": route_check.withdrawal_note}
    _append(route_check, "withdraw_routecheck", person, payload, at, _reread(ended))
    return route_check


def _request(person: User, at: datetime) -> dict[str, Any]:
    return {"asked_by": person, "asked_at": at, "asked_on": at.date()}


def _payload(row: RouteCheck) -> dict[str, Any]:
    names = ("country", "result", "shipment", "substances", "permit_number", "permit_sha256", "permit_case", "note")
    return {**{name: getattr(row, name) for name in names}, "until": row.until.isoformat()}


def _reread(terms: Iterable[RouteCheckTerm]) -> list[RouteCheckTerm]:
    return list(RouteCheckTerm.objects.filter(pk__in=[term.pk for term in terms]).order_by("pk"))


def _append(  # noqa: PLR0917 - the facts of one event
    row: RouteCheck, verb: str, person: User, payload: dict[str, Any], at: datetime, rows: Sequence[Model]
) -> None:
    audit.append(
        actor=person.get_username(),
        verb=verb,
        target_kind="routecheck",
        target_key=str(row),
        payload=payload,
        at=at,
        rows=[row, *rows],
    )
