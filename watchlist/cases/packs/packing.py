"""Fill in a pack for a case: what the case knows, and what is left, said for each field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from django.contrib.auth.models import User
from django.db import transaction

from watchlist.access.people import person_with_right
from watchlist.cases.dossier.making import maker
from watchlist.cases.dossier.printing import drawn
from watchlist.cases.events import record_event
from watchlist.cases.models import Case
from watchlist.cases.packs.facts import OF_SHIPMENT, OF_SUBSTANCE, ListedSubstance, PackFacts, facts_of, stated_duties
from watchlist.cases.packs.forms import SUBSTANCE, PackField, PackForm, forms
from watchlist.cases.rights import REPORT
from watchlist.engine.reports.text import instant, visible

TO_FILL_IN: Final = "to be filled in by {}"
NOT_DECLARED: Final = "not declared"


@dataclass(frozen=True, slots=True)
class FilledField:
    """One field as it is filled in; an empty `value`: `missing` says who knows it."""

    box: str
    label: str
    value: str
    missing: str


@dataclass(frozen=True, slots=True)
class FilledSection:
    """A heading with its fields."""

    heading: str
    fields: tuple[FilledField, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack of a case: what it is, how sure we are of what it asks, and its fields."""

    form: PackForm
    number: str
    made: str
    sections: tuple[FilledSection, ...]
    more: int

    @property
    def left(self) -> int:
        """Return how many fields are to be filled in."""
        return sum(not field.value for section in self.sections for field in section.fields)


def available_packs(case: Case, user: User) -> list[tuple[PackForm, bool]]:
    """Return the packs that a person may make, each with whether a duty of the case asks for it."""
    may_report = maker(user).has_perm(REPORT)
    duties = stated_duties(case, sorted({key for form in forms().values() for key in form.lists}))
    allowed_forms = [form for form in forms().values() if may_report or not form.restricted]
    return [(form, any(form.duty in duty for duty in duties)) for form in allowed_forms]


def pack_of(case: Case, key: str, user: User) -> Pack:
    """Return a pack of a case, filled in. Raises `KeyError` where there is none, `AskForTheRight`.

    One that tells of a report is for those alone who may report.
    """
    form = forms()[key]
    maker(user)
    if form.restricted:
        person_with_right(user, REPORT)
    facts = facts_of(case, form.lists, form.jurisdiction, with_report=form.restricted)
    made = f"{instant(datetime.now(UTC).isoformat())} by {user.get_username()}"
    return Pack(form, case.number, made, tuple(_sections(form, facts)), facts.more)


@transaction.atomic
def pack_file(case: Case, key: str, user: User, kind: str) -> bytes:
    """Make the file of a pack, `pdf` or `json`, and return it; that it was made is kept, restricted where the pack is.

    Raises as `pack_of`.
    """
    pack, at = pack_of(case, key, user), datetime.now(UTC)
    content = orjson.dumps(document_of(pack), option=orjson.OPT_INDENT_2)
    if kind == "pdf":
        content = drawn("pack.typ", document_of(pack) | {"at": at.isoformat()}, at)
    facts = {"pack": key, "form": kind}
    record_event(case, "make_pack", user.get_username(), facts=facts, restricted=pack.form.restricted, at=at)
    return content


def document_of(pack: Pack) -> dict[str, Any]:
    """Return a pack as a record."""
    about = {name: value for name, value in asdict(pack.form).items() if name != "sections"}
    return {
        **about,
        "case": pack.number,
        "made": pack.made,
        "left": pack.left,
        "more": pack.more,
        "sections": [asdict(section) for section in pack.sections],
    }


def _sections(form: PackForm, facts: PackFacts) -> Iterator[FilledSection]:
    for section in form.sections:
        if section.each != SUBSTANCE:
            yield FilledSection(section.heading, tuple(_filled(form_field, facts) for form_field in section.fields))
            continue
        for substance in facts.substances:
            heading = f"{section.heading}: {visible(substance.finding.substance)}, line {substance.line.line}"
            yield FilledSection(heading, tuple(_filled_of(field, substance) for field in section.fields))
        if not facts.substances:
            yield FilledSection(section.heading, tuple(map(_left, section.fields)))


def _filled(field: PackField, facts: PackFacts) -> FilledField:
    return _written(field, OF_SHIPMENT[field.source](facts) if field.source else "")


def _filled_of(field: PackField, substance: ListedSubstance) -> FilledField:
    return _written(field, OF_SUBSTANCE[field.source](substance) if field.source else "")


def _written(field: PackField, value: str) -> FilledField:
    return FilledField(field.box, field.label, visible(value), "") if value else _left(field)


def _left(field: PackField) -> FilledField:
    missing = TO_FILL_IN.format(field.by) if field.by else NOT_DECLARED
    return FilledField(field.box, field.label, "", missing)
