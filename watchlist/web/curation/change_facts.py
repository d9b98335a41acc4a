"""What the law would say, field by field and in words: before, after, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as say
from django.utils.translation import gettext_noop as _

from watchlist.engine.reports.text import visible
from watchlist.law_store.models import Instrument
from watchlist.web import words
from watchlist.web.curation.word_marks import Piece, Pieces, compared, marked, one_sided, replaced

Said = Mapping[str, Any]
LABELS: Final = {
    "substance": _("Substance"),
    "describe": _("Describes"),
    "printed_name": _("Printed name"),
    "law_code": _("Number"),
    "valid_from": _("In force from"),
    "valid_until": _("First day without it"),
    "decided_on": _("Decided"),
    "published_on": _("Published"),
    "instrument": _("Act"),
    "new_instrument": _("Act not held yet"),
    "citation": _("Place in the act"),
    "wording": _("Wording"),
    "reach": _("Forms reached"),
    "excepts": _("Except"),
    "rule": _("Class rule"),
    "conditions": _("Conditions"),
    "confidence": _("Fact is"),
    "source": _("Rests on"),
    "note": _("Note"),
}
"""The fields in the order of a reader. Ids of events are the machine's own and are not among them."""
DOUBTS: Final = {"law_code": "code_confidence", "valid_from": "date_confidence"}
"""What is said with a fact: how well it is founded."""
RUNNING: Final = {"printed_name", "wording", "citation", "reach", "excepts", "conditions", "source", "note", "describe"}
"""Fields that are read as text: the others are one thing, and are replaced as a whole."""
ROW_LABELS: Final = {
    "name": _("As printed"),
    "code": _("Number"),
    "valid_from": _("In force from"),
    "valid_until": _("Until"),
    "decided_on": _("Decided"),
    "instruments": _("Acts named"),
}
ONE_THING: Final = {_("Number"), _("In force from"), _("Until"), _("Decided")}
DAYS: Final = {"valid_from", "valid_until", "decided_on", "published_on", "adopted_on"}
TOKENS: Final = {"reach", "excepts", "operations"}
WITHDRAWN: Final = _("withdrawn: it never was so")


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: what stood, what stands, and whether they differ."""

    label: str
    before: Pieces
    after: Pieces

    @property
    def differs(self) -> bool:
        """Say whether the change changes it."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class FactsView:
    """The fields of one entry, or of one event of its history, under a title where there are several."""

    title: str
    fields: tuple[FieldView, ...]

    @property
    def differing(self) -> tuple[FieldView, ...]:
        """Return the fields that the change changes."""
        return tuple(field for field in self.fields if field.differs)

    @property
    def same(self) -> tuple[FieldView, ...]:
        """Return the fields that stay as they are."""
        return tuple(field for field in self.fields if not field.differs)

    @property
    def is_new(self) -> bool:
        """Say whether nothing stood before."""
        return not any(field.before for field in self.fields)


def facts_views(kind: str, before: Said | None, after: Said | None) -> tuple[FactsView, ...]:
    """Return what a change says: one table; for a correction, one for each event that gives way."""
    if after is not None and "replacements" in after:
        return tuple(_replaced(before or {}, after))
    return (FactsView("", fields_of(before or {}, after or {}, whole=kind == "add")),)


def fields_of(before: Said, after: Said, *, whole: bool = False) -> tuple[FieldView, ...]:
    """Return the fields that `after` speaks of; of a new entry, all that it says."""
    spoken = [name for name in LABELS if name in after]
    views = (_field(name, said(name, before), said(name, after), whole) for name in spoken)
    return tuple(view for view in views if view.before or view.after or (whole and view.differs))


def differing(machine: Said | None, person: Said | None) -> tuple[FieldView, ...]:
    """Return the fields in which a person says other than the machine, with the machine's word as what stood before."""
    first, last = flat(machine or {}), flat(person or {})
    names = [
        name for name in (*first, *(name for name in last if name not in first)) if first.get(name) != last.get(name)
    ]
    return tuple(FieldView(name, *compared(first.get(name, ""), last.get(name, ""))) for name in names)


def flat(facts: Said) -> dict[str, str]:
    """Return what is said, in words, by label; that of each event of a correction under its own."""
    if "replacements" in facts:
        return {
            f"{event}: {label}": text
            for event, one in _events(facts).items()
            for label, text in (flat(one) if one else {"stands": WITHDRAWN}).items()
        }
    return {LABELS[name]: said(name, facts) for name in LABELS if said(name, facts)}


def said(name: str, facts: Said) -> str:
    """Return one field in words; "" where nothing is said."""
    value = facts.get(name)
    if value:
        doubt = words.doubt(str(facts.get(DOUBTS.get(name, ""), "")))
        return IN_WORDS.get(name, str)(value) + (f", {doubt}" if doubt else "") + _year_alone(name, facts)
    return say("not known") if name == "valid_from" and name in facts else ""


def _year_alone(name: str, facts: Said) -> str:
    return " (the year is known, not the day)" if name == "valid_from" and facts.get("date_precision") == "year" else ""


def _field(name: str, before: str, after: str, whole: bool) -> FieldView:
    """One field; of a new entry all came, so that nothing is marked."""
    if bool(before) != bool(after) and not whole:
        return FieldView(LABELS[name], *one_sided(before, after))
    return FieldView(LABELS[name], *(marked if name in RUNNING else replaced)(before, after))


def cited(key: str) -> str:
    """Return how an act is cited, with its key; the key alone where it is not held."""
    held = Instrument.objects.current().filter(key=key).values_list("citation", flat=True).first()
    return f"{held} ({key})" if held else key


def row_fields(before: Said | None, after: Said | None) -> tuple[FieldView, ...]:
    """Return a row as published, beside the row before it: its text, its number, its dates, its other columns."""
    first, last = _columns(before or {}), _columns(after or {})
    names = [*first, *(name for name in last if name not in first)]
    return tuple(
        FieldView(name, *(replaced if name in ONE_THING else marked)(first.get(name, ""), last.get(name, "")))
        for name in names
    )


def _columns(row: Said) -> dict[str, str]:
    plain = {label: _plain(row.get(name), name) for name, label in ROW_LABELS.items()}
    others = {str(name): str(value) for name, value in row.get("facts", ())}
    return {name: text for name, text in {**plain, **others}.items() if text}


def _plain(value: Any, name: str = "") -> str:
    if not value:
        return ""
    if name in DAYS:
        return _day(value)
    return ", ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)


def _condition(one: Said) -> str:
    doubt = words.doubt(str(one.get("confidence", "")))
    return f"{words.phrase(one['kind'])}: {one['required']}{f' ({doubt})' if doubt else ''}"


def _replaced(before: Said, after: Said) -> Iterator[FactsView]:
    stood = _events(before)
    for event, facts in _events(after).items():
        old = stood.get(event) or {}
        if facts is None:
            gone = Piece("gone", visible(said("printed_name", old)))
            yield FactsView(event, (FieldView(say("This row"), (gone,), (Piece("came", WITHDRAWN),)),))
        else:
            yield FactsView(event, fields_of(old, facts, whole=not old))


def _events(facts: Said) -> dict[str, Any]:
    """What a correction says of each event, whichever entry it is of."""
    return {event: one for events in facts.get("replacements", {}).values() for event, one in events.items()}


def _day(value: Any) -> str:
    return words.day(date.fromisoformat(str(value)))


def _tokens(value: Any) -> str:
    return ", ".join(map(words.phrase, str(value).split()))


def _conditions(value: Any) -> str:
    return "; ".join(map(_condition, value))


def _parts(value: Any) -> str:
    return "; ".join(f"{words.phrase(key)} {_plain(one)}" for key, one in value.items() if one)


IN_WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    **dict.fromkeys(DAYS, _day),
    **dict.fromkeys(TOKENS, _tokens),
    **dict.fromkeys(("describe", "new_instrument"), _parts),
    "instrument": cited,
    "conditions": _conditions,
}
"""How the fields are said that are not texts."""
