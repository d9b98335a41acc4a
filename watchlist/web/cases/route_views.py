"""The cards of a case's route: what is not held, what was checked, and the form that records it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from watchlist import cases
from watchlist.cases import CLOSED, WORK, Case, CountryTask
from watchlist.engine import decision
from watchlist.engine.reports import ROUTE_ANSWERS, visible
from watchlist.engine.texts import grouped
from watchlist.engine.vocabulary import RouteAnswer, RouteHeld
from watchlist.screenings.suppressions import last_day
from watchlist.web import words
from watchlist.web.form_fields import DayField, optional_text
from watchlist.web.registers import ROUTE_RESULTS

HELD: Final = {
    RouteHeld.NONE: gettext_lazy("The law of %(country)s is not held here. One check covers this shipment."),
    RouteHeld.IN_PART: gettext_lazy(
        "The law of %(country)s is held here only in part. One check covers this shipment."
    ),
}
USUAL: Final = timedelta(days=90)
"""For how long a check holds unless its author says otherwise."""


@dataclass(frozen=True, slots=True)
class RouteCheckView:
    """A check in words."""

    pk: int
    number: str
    result: str
    who: str
    source: str
    until: str
    permit: str
    is_standing: bool


@dataclass(frozen=True, slots=True)
class RouteCard:
    """A country of the route in words; `token` is how far it is answered."""

    country: str
    name: str
    sentence: str
    lines: str
    token: str
    label: str
    checks: list[RouteCheckView]
    may_record: bool

    @property
    def is_open(self) -> bool:
        """Say whether it waits for somebody."""
        return self.token in (RouteAnswer.OPEN, RouteAnswer.SOME_GOODS)


class RecordCheckForm(forms.Form):
    """What was checked of a country's law: for this shipment, or asked for any shipment of some substances."""

    country = optional_text()
    result = optional_text()
    source = optional_text()
    until = DayField(error_messages={"required": gettext_lazy("Say until which day it holds.")})
    permit_number = optional_text()
    permit = forms.FileField(required=False, allow_empty_file=True)
    scope = optional_text()
    substances = optional_text()


def route_cards(case: Case, reader: User) -> list[RouteCard]:
    """Return the cards of a case, as its reader may act on them."""
    may_record = reader.has_perm(WORK) and case.state != CLOSED
    return [_card(task, may_record=may_record) for task in cases.route_tasks_of(case)]


def route_choices() -> dict[str, Any]:
    """Return what a form of the cards offers: results, and the days between which a check ends."""
    today = words.today()
    return {
        "route_results": list(ROUTE_RESULTS.items()),
        "route_first": (today + timedelta(1)).isoformat(),
        "route_usual": (today + USUAL).isoformat(),
        "route_last": last_day(today).isoformat(),
    }


def record_check(case: Case, actor: User, fields: dict[str, Any]) -> str:
    """Keep what was checked for the shipment, or ask that it hold for any; return the message."""
    file = fields.pop("permit")
    facts = {name: fields[name] for name in ("country", "result", "source", "until", "permit_number")}
    facts["permit"] = (file.name or "", file.read()) if file else None
    if fields["scope"] == "any":
        row = cases.request_route_check(case=case, actor=actor, substances=fields["substances"].splitlines(), **facts)
        return _("%(number)s waits for a second officer.") % {"number": row}
    row = cases.check_route(case=case, actor=actor, **facts)
    return _("%(number)s is kept: the shipment is not asked about again until %(day)s.") % {
        "number": row,
        "day": words.day(row.until),
    }


def check_views(checks: Iterable[decision.RecordedCheck]) -> list[RouteCheckView]:
    """Return checks in words."""
    return [
        RouteCheckView(
            pk=check.pk,
            number=check.number,
            result=str(ROUTE_RESULTS[check.result]),
            who=_people(check),
            source=visible(check.source),
            until=words.day(check.until),
            permit=visible(check.permit),
            is_standing=bool(check.second),
        )
        for check in checks
    ]


def _people(check: decision.RecordedCheck) -> str:
    names = _("%(by)s and %(second)s") % {"by": check.by, "second": check.second} if check.second else check.by
    return f"{names}, {words.day(check.checked_on)}"


def _card(task: CountryTask, *, may_record: bool) -> RouteCard:
    extent = RouteHeld.IN_PART if task.is_in_part else RouteHeld.NONE
    waiting = ngettext("%(n)s line asks for nothing else.", "%(n)s lines ask for nothing else.", task.lines) % {
        "n": grouped(task.lines)
    }
    return RouteCard(
        country=task.country,
        name=(name := decision.country_in_words(task.country)),
        sentence=HELD[extent] % {"country": name},
        lines=waiting if task.lines else "",
        token=task.answer.value,
        label=words.of_record(ROUTE_ANSWERS, task.answer),
        checks=check_views(task.checks),
        may_record=may_record,
    )
