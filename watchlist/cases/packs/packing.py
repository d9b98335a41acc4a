"""Fill in a pack for a case: what the case knows, and what is left, said for each field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

import orjson
from django.contrib.auth.models import User
from django.db import transaction
from msgspec import Struct, structs, toml

from watchlist.access import person_with_right
from watchlist.cases.dossier import drawn, maker
from watchlist.cases.events import record_event
from watchlist.cases.models import Case
from watchlist.cases.packs.facts import OF_SHIPMENT, OF_SUBSTANCE, PackFacts, facts_of, stated_duties
from watchlist.cases.rights import REPORT
from watchlist.engine.reports import instant, visible

FOLDER: Final = Path(__file__).parent / "sheets"
SUBSTANCE: Final = "substance"
Facts = TypeVar("Facts")


class _PackField(Struct, frozen=True, rename={"source": "from"}):
    """One field of a form: its box, its label in the form's words, the source that fills it in, or else by whom."""

    label: str
    box: str = ""
    source: str = ""
    by: str = ""


class _PackSection(Struct, frozen=True):
    """Fields under one heading; `each`: once for every listed substance on a line."""

    heading: str
    fields: tuple[_PackField, ...]
    each: str = ""


class PackForm(Struct, frozen=True):
    """A pack as its file says it. `duty`: words of the duty that it answers, as findings tell it.

    `restricted`: that one is made tells that a report is.
    """

    key: str
    title: str
    form: str
    jurisdiction: str
    authority: str
    citation: str
    confidence: str
    source: str
    lists: tuple[str, ...]
    duty: str
    answers: str
    notes: tuple[str, ...]
    sections: tuple[_PackSection, ...]
    restricted: bool = False


@lru_cache(maxsize=1)
def forms() -> dict[str, PackForm]:
    """Return every pack, by its key."""
    sheets = (toml.decode(path.read_bytes(), type=PackForm) for path in sorted(FOLDER.glob("*.toml")))
    return {form.key: form for form in sheets}


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
    about = {name: value for name, value in structs.asdict(pack.form).items() if name != "sections"}
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
            filled = (_filled(field, OF_SHIPMENT, facts) for field in section.fields)
            yield FilledSection(section.heading, tuple(filled))
            continue
        for substance in facts.substances:
            heading = f"{section.heading}: {visible(substance.finding.substance)}, line {substance.line.line}"
            yield FilledSection(heading, tuple(_filled(field, OF_SUBSTANCE, substance) for field in section.fields))
        if not facts.substances:
            yield FilledSection(section.heading, tuple(_filled(field, {}, None) for field in section.fields))


def _filled(field: _PackField, readers: Mapping[str, Callable[[Facts], str]], facts: Facts) -> FilledField:
    """Return a field as a reader of its source fills it in; without a reader it is left to people."""
    read = readers.get(field.source)
    value = visible(read(facts)) if read else ""
    missing = TO_FILL_IN.format(field.by) if field.by else NOT_DECLARED
    return FilledField(field.box, field.label, value, "" if value else missing)
