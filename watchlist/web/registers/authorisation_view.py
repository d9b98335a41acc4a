"""What the register shows of a document: how it stands, what is left, for which goods, what was used of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _, pgettext

from watchlist.authorisations import STATUSES, Authorisation
from watchlist.engine.answer import Finding
from watchlist.engine.decision import amount_text
from watchlist.engine.law import CompiledLaw, CompiledList
from watchlist.engine.reports import visible
from watchlist.web import words
from watchlist.web.registers.authorisation_form import FORM_WORDS, OPERATION_WORDS

STYLES: Final = {"valid": "law", "ending": "soon", "coming": "announced"}
"""Solid is what holds; dashed what does not hold now, or not for long."""
MOST_NAMES: Final = 12


@dataclass(frozen=True, slots=True)
class AuthorisationRow:
    """A document in one line of the register."""

    row: Authorisation
    number: str
    status: str
    style: str
    label: str
    days: str
    left: str
    goods: str


def authorisation_row(row: Authorisation, law: CompiledLaw, today: date) -> AuthorisationRow:
    """Return a document `with_uses` as a line of the register."""
    status = row.status_on(today, used=row.used, times=row.times)  # type: ignore[attr-defined]
    return AuthorisationRow(
        row=row,
        number=visible(row.number),
        status=status,
        style=STYLES.get(status, "ended"),
        label=str(STATUSES[status]),
        days=days_of(row),
        left=left_of(row),
        goods=goods_of(row, law),
    )


def days_of(row: Authorisation) -> str:
    """Return the days on which it holds, the last one included: as a person reads them off the paper."""
    since = words.day(row.valid_from)
    if row.revoked_on:
        return _("from %(since)s, revoked on %(on)s") % {"since": since, "on": words.day(row.revoked_on)}
    if row.valid_until is None:
        return _("from %(since)s, without an end") % {"since": since}
    return _("%(since)s to %(last)s") % {"since": since, "last": words.day(row.valid_until - timedelta(1))}


def left_of(row: Any) -> str:
    """Return what is left of it; of one without a limit, for how many consignments it is."""
    if row.single_use and row.times:
        return _("used, for its one consignment")
    if row.most is not None:
        left, most = amount_text(max(0, row.most - row.used), row.measure), amount_text(row.most, row.measure)
        return _("%(left)s of %(most)s left") % {"left": left, "most": most}
    return _("for one consignment") if row.single_use else _("without a limit")


def goods_of(row: Authorisation, law: CompiledLaw) -> str:
    """Return the substances and lists that it names, in words."""
    names = [law.lists[key].title if key in law.lists else key for key in row.lists.split()]
    for key in row.substances.split():
        substance = law.substances.get(key.rsplit("/", 1)[-1])
        names.append(substance.name if substance else key)
    return ", ".join(dict.fromkeys(names))


def fact_rows(row: Authorisation, law: CompiledLaw) -> list[tuple[str, str]]:
    """Return the facts of a document as (label, text), without the empty ones."""
    forms = [str(FORM_WORDS.get(form, form)) for form in row.forms.split()]
    operations = [str(OPERATION_WORDS.get(word, word)) for word in row.operations.split()]
    facts = (
        (_("Issued by"), row.authority),
        (_("Under the law of"), row.jurisdiction),
        (_("Legal basis"), row.citation),
        (_("Holder"), f"{row.holder} ({Authorisation.Role(row.role).label})"),
        (_("Goods"), goods_of(row, law)),
        (_("Forms"), ", ".join(forms)),
        (_("Operations"), ", ".join(operations)),
        (_("Only with"), ", ".join(row.counterparties.splitlines()) or _("anybody")),
        (pgettext("premises", "Site"), row.site),
        (_("For so much"), row.quantity or _("no limit")),
        (_("Consignments"), _("one") if row.single_use else _("any number")),
        (_("Valid"), days_of(row)),
        (_("Note"), row.note),
    )
    return [(label, visible(text)) for label, text in facts if text]


@dataclass(frozen=True, slots=True)
class CoveredView:
    """A list of which a document names entries in force today: these, and the duties of the list that it answers."""

    title: str
    names: tuple[str, ...]
    more: int
    duties: tuple[str, ...]


def covered_lists(row: Authorisation, law: CompiledLaw, today: date) -> list[CoveredView]:
    """Return the lists of its jurisdiction of which it names entries that are in force today."""
    lists, substances = set(row.lists.split()), set(row.substances.split())
    named: dict[str, list[str]] = {}
    for scheduling in (scheduling for rows in law.schedulings.values() for scheduling in rows):
        is_named = scheduling.list.key in lists or not substances.isdisjoint((scheduling.entry, scheduling.substance))
        if is_named and scheduling.list.jurisdiction == row.jurisdiction and scheduling.in_force(today):
            named.setdefault(scheduling.list.key, []).append(scheduling.printed_name)
    return [_covered(law.lists[key], sorted(names), row) for key, names in sorted(named.items())]


def _covered(control_list: CompiledList, names: list[str], row: Authorisation) -> CoveredView:
    operations = set(row.operations.split())
    duties = [
        f"{duty.text} ({duty.citation})"
        for duty in control_list.obligations
        if duty.action == "authorise" and (not duty.operations or duty.operations & operations)
    ]
    listed_names = tuple(names[:MOST_NAMES])
    return CoveredView(control_list.title, listed_names, len(names) - len(listed_names), tuple(dict.fromkeys(duties)))


def use_rows(rows: Iterable[Any], row: Authorisation) -> list[tuple[Any, str]]:
    """Return each use, and how much it took."""
    return [(use, amount_text(use.amount, row.measure) if row.measure else "") for use in rows]


def register_address(finding: Finding, fields: Mapping[str, str], operation: str = "") -> str:
    """Return the address of a form that puts a document on file for a finding: filled in with what the line says.

    The holder of an import is its consignee; of all else, its consignor.
    """
    role = "consignee" if operation == "import" else "consignor"
    prefilled = {
        "jurisdiction": finding.jurisdiction or "",
        "holder": fields.get(role, ""),
        "role": role,
        "substances": finding.entry,
        "forms": ["itself", *filter(None, (finding.form,))],
        "operations": operation,
    }
    query = urlencode({name: text for name, text in prefilled.items() if text}, doseq=True)
    return f"{reverse('authorisations:new')}?{query}"
