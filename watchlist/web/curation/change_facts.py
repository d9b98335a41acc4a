"""What the law would say, field by field and in words: before, after, and what differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Final

from django.utils.translation import gettext as _, gettext_noop

from watchlist.engine.reports import clip, visible
from watchlist.law_store import Instrument
from watchlist.web import words

LONGEST: Final = 6_000
"""Characters of a text that a page shows."""
MOST_WORDS: Final = 900
"""Of both texts together: longer ones are shown as gone and come whole, because comparing them takes their product."""
WORDS: Final = re.compile(r"\s+|[^\W_]+|[\W_]")
ChangeFacts = Mapping[str, Any]
LABELS: Final = {
    "substance": gettext_noop("Substance"),
    "describe": gettext_noop("Describes"),
    "printed_name": gettext_noop("Printed name"),
    "law_code": gettext_noop("Number"),
    "valid_from": gettext_noop("In force from"),
    "valid_until": gettext_noop("First day without it"),
    "decided_on": gettext_noop("Decided"),
    "published_on": gettext_noop("Published"),
    "instrument": gettext_noop("Act"),
    "new_instrument": gettext_noop("Act not held yet"),
    "citation": gettext_noop("Place in the act"),
    "wording": gettext_noop("Wording"),
    "reach": gettext_noop("Forms reached"),
    "excepts": gettext_noop("Except"),
    "rule": gettext_noop("Class rule"),
    "conditions": gettext_noop("Conditions"),
    "confidence": gettext_noop("Fact is"),
    "source": gettext_noop("Rests on"),
    "note": gettext_noop("Note"),
}
"""The fields in the order of a reader. Ids of events are the machine's own and are not among them."""
DOUBTS: Final = {"law_code": "code_confidence", "valid_from": "date_confidence"}
"""Fields that are shown with their confidence, and the field that holds it."""
TEXT_FIELDS: Final = {
    "printed_name",
    "wording",
    "citation",
    "reach",
    "excepts",
    "conditions",
    "source",
    "note",
    "describe",
}
"""Fields that are read as text: the others are one thing, and are replaced as a whole."""
ROW_LABELS: Final = {
    "name": gettext_noop("As printed"),
    "code": gettext_noop("Number"),
    "valid_from": gettext_noop("In force from"),
    "valid_until": gettext_noop("Until"),
    "decided_on": gettext_noop("Decided"),
    "instruments": gettext_noop("Acts named"),
}
REPLACED_WHOLE: Final = {
    gettext_noop("Number"),
    gettext_noop("In force from"),
    gettext_noop("Until"),
    gettext_noop("Decided"),
}
DAYS: Final = {"valid_from", "valid_until", "decided_on", "published_on", "adopted_on"}
TOKENS: Final = {"reach", "excepts", "operations"}
WITHDRAWN: Final = gettext_noop("withdrawn: it never was so")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in both texts (`same`), in the first alone (`gone`) or in the second alone (`came`)."""

    mark: str
    text: str


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """One field before and after a change, as marked text."""

    label: str
    old: Pieces
    new: Pieces

    @property
    def differs(self) -> bool:
        """Say whether the change changes it."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class FactsView:
    """The fields of one entry, or of one event of its history, under a title where there are several."""

    title: str
    fields: tuple[FieldComparison, ...]

    @property
    def differing(self) -> tuple[FieldComparison, ...]:
        """Return the fields that the change changes."""
        return tuple(field for field in self.fields if field.differs)

    @property
    def same(self) -> tuple[FieldComparison, ...]:
        """Return the fields that stay as they are."""
        return tuple(field for field in self.fields if not field.differs)

    @property
    def is_new(self) -> bool:
        """Say whether there was nothing before."""
        return not any(field.old for field in self.fields)


def facts_views(kind: str, old: ChangeFacts | None, new: ChangeFacts | None) -> tuple[FactsView, ...]:
    """Return the fields of a change in one table; of a correction, in one for each event that is replaced."""
    if new is not None and "replacements" in new:
        return tuple(_replaced(old or {}, new))
    return (FactsView("", fields_of(old or {}, new or {}, whole=kind == "add")),)


def fields_of(old: ChangeFacts, new: ChangeFacts, *, whole: bool = False) -> tuple[FieldComparison, ...]:
    """Return the fields that `new` sets, without those that are empty on both sides."""
    names = [name for name in LABELS if name in new]
    views = (_field(name, field_text(name, old), field_text(name, new), whole) for name in names)
    return tuple(view for view in views if view.old or view.new or (whole and view.differs))


def differing(machine: ChangeFacts | None, person: ChangeFacts | None) -> tuple[FieldComparison, ...]:
    """Return the fields in which a person differs from the machine, whose text is the old one."""
    first, last = texts_by_label(machine or {}), texts_by_label(person or {})
    names = [
        name for name in (*first, *(name for name in last if name not in first)) if first.get(name) != last.get(name)
    ]
    return tuple(FieldComparison(name, *_compared(first.get(name, ""), last.get(name, ""))) for name in names)


def texts_by_label(facts: ChangeFacts) -> dict[str, str]:
    """Return the text of each field by its label; of a correction, by event and label."""
    if "replacements" in facts:
        return {
            f"{event}: {label}": text
            for event, event_facts in _events(facts).items()
            for label, text in (texts_by_label(event_facts) if event_facts else {"stands": WITHDRAWN}).items()
        }
    return {LABELS[name]: field_text(name, facts) for name in LABELS if field_text(name, facts)}


def field_text(name: str, facts: ChangeFacts) -> str:
    """Return one field in words, with its confidence; "" where it is empty."""
    value = facts.get(name)
    if value:
        doubt = words.doubt(str(facts.get(DOUBTS.get(name, ""), "")))
        return IN_WORDS.get(name, str)(value) + (f", {doubt}" if doubt else "") + _year_alone(name, facts)
    return _("not known") if name == "valid_from" and name in facts else ""


def _year_alone(name: str, facts: ChangeFacts) -> str:
    return " (the year is known, not the day)" if name == "valid_from" and facts.get("date_precision") == "year" else ""


def _field(name: str, old: str, new: str, whole: bool) -> FieldComparison:
    """One field; of a new entry all came, so that nothing is marked."""
    if bool(old) != bool(new) and not whole:
        return FieldComparison(LABELS[name], *_one_sided(old, new))
    return FieldComparison(LABELS[name], *(_marked if name in TEXT_FIELDS else _whole)(old, new))


def cited(key: str) -> str:
    """Return how an act is cited, with its key; the key alone where it is not held."""
    citation = Instrument.objects.current().filter(key=key).values_list("citation", flat=True).first()
    return f"{citation} ({key})" if citation else key


def row_fields(old: ChangeFacts | None, new: ChangeFacts | None) -> tuple[FieldComparison, ...]:
    """Return a row as published, beside the row before it: its text, its number, its dates, its other columns."""
    first, last = _columns(old or {}), _columns(new or {})
    names = [*first, *(name for name in last if name not in first)]
    return tuple(
        FieldComparison(name, *(_whole if name in REPLACED_WHOLE else _marked)(first.get(name, ""), last.get(name, "")))
        for name in names
    )


def _columns(row: ChangeFacts) -> dict[str, str]:
    plain = {label: _plain(row.get(name), name) for name, label in ROW_LABELS.items()}
    others = {str(name): str(value) for name, value in row.get("facts", ())}
    return {name: text for name, text in {**plain, **others}.items() if text}


def _plain(value: Any, name: str = "") -> str:
    if not value:
        return ""
    if name in DAYS:
        return _day(value)
    return ", ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)


def _condition(condition: ChangeFacts) -> str:
    doubt = words.doubt(str(condition.get("confidence", "")))
    return f"{words.phrase(condition['kind'])}: {condition['required']}{f' ({doubt})' if doubt else ''}"


def _replaced(old_facts: ChangeFacts, new_facts: ChangeFacts) -> Iterator[FactsView]:
    old_events = _events(old_facts)
    for event, facts in _events(new_facts).items():
        old = old_events.get(event) or {}
        if facts is None:
            gone = Piece("gone", visible(field_text("printed_name", old)))
            yield FactsView(event, (FieldComparison(_("This row"), (gone,), (Piece("came", WITHDRAWN),)),))
        else:
            yield FactsView(event, fields_of(old, facts, whole=not old))


def _events(facts: ChangeFacts) -> dict[str, Any]:
    """Return the facts of each event of a correction, whichever its entry."""
    return {
        event: event_facts for events in facts.get("replacements", {}).values() for event, event_facts in events.items()
    }


def _day(value: Any) -> str:
    return words.day(date.fromisoformat(str(value)))


def _tokens(value: Any) -> str:
    return ", ".join(map(words.phrase, str(value).split()))


def _conditions(value: Any) -> str:
    return "; ".join(map(_condition, value))


def _parts(value: Any) -> str:
    return "; ".join(f"{words.phrase(key)} {_plain(part)}" for key, part in value.items() if part)


def _marked(old_text: str, new_text: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces; a text that stands alone has nothing marked."""
    old, new = (visible(clip(text, LONGEST)) for text in (old_text, new_text))
    if not (old and new):
        return _pieces(old), _pieces(new)
    first, second = WORDS.findall(old), WORDS.findall(new)
    if len(first) + len(second) > MOST_WORDS and old != new:
        return (Piece("gone", old),), (Piece("came", new),)
    left, right = list[Piece](), list[Piece]()
    for verb, start, stop, begin, end in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        same = verb == "equal"
        left += _pieces("".join(first[start:stop]), "same" if same else "gone")
        right += _pieces("".join(second[begin:end]), "same" if same else "came")
    return tuple(left), tuple(right)


def _whole(old_text: str, new_text: str) -> tuple[Pieces, Pieces]:
    """Return both texts whole: gone and come where they differ, as a day or a number does."""
    old, new = (visible(clip(text, LONGEST)) for text in (old_text, new_text))
    differ = bool(old and new) and old != new
    return _pieces(old, "gone" if differ else "same"), _pieces(new, "came" if differ else "same")


def _one_sided(old_text: str, new_text: str) -> tuple[Pieces, Pieces]:
    """Return both texts whole, the old one as gone and the new one as come: for pairs of which one is empty."""
    old, new = (visible(clip(text, LONGEST)) for text in (old_text, new_text))
    return _pieces(old, "gone"), _pieces(new, "came")


def _compared(old_text: str, new_text: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces, where a text that stands alone went or came."""
    return _marked(old_text, new_text) if old_text and new_text else _one_sided(old_text, new_text)


def _pieces(text: str, mark: str = "same") -> Pieces:
    return (Piece(mark, text),) if text else ()


IN_WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    **dict.fromkeys(DAYS, _day),
    **dict.fromkeys(TOKENS, _tokens),
    **dict.fromkeys(("describe", "new_instrument"), _parts),
    "instrument": cited,
    "conditions": _conditions,
}
"""How the fields that are not text are put in words."""
