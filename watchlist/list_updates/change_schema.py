"""The JSON of a change: written from the facts that the verbs of the law take, and read back strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any, Final, TypeVar

import orjson
from django.utils.translation import gettext_lazy as _

from chemistry import StructureError, identify, parse_structure
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law import ConditionFacts, SchedulingFacts
from watchlist.law_store import InstrumentFacts
from watchlist.substances import DescriptionFacts, IdentifierFacts, NameFacts, StructureFacts, SubstanceFacts

EXTRA_KEYS: Final = ("substance", "describe", "new_instrument")
"""Keys beside the facts of a listing: its substance, and a substance or an act that is not held yet."""

AS_LISTED: Final = "as listed"

Facts = TypeVar("Facts")
Replacements = dict[str, dict[str, SchedulingFacts | None]]


@dataclass(frozen=True, slots=True)
class Removal:
    """A removal: the first day without the listing, the event, and the act that ends it."""

    valid_until: date | None
    end_event: str
    event_kind: str
    instrument: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class NewSubstance:
    """A substance that is not held yet; its structure is drawn by `smiles`, its first name is the preferred one."""

    key: str
    name: str
    kind: str
    confidence: str
    source: str
    smiles: str = ""
    cas: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def facts(self) -> SubstanceFacts:
        """Return it as it would be held. Raises `CorrectTheData` where the drawing cannot be read."""
        structure = StructureFacts(self.smiles, inchikey_of(self.smiles)) if self.smiles else None
        return SubstanceFacts(
            description=DescriptionFacts(self.name, self.kind, self.confidence, self.source),
            structure=structure,
            names=[
                NameFacts(text, "en", "preferred" if text == self.name else "synonym", self.source)
                for text in dict.fromkeys((self.name, *self.names))
            ],
            identifiers=[
                IdentifierFacts("cas", number, AS_LISTED, "as_listed", self.smiles, self.confidence, self.source)
                for number in self.cas
            ],
        )


def inchikey_of(smiles: str) -> str:
    """Return the InChIKey of a drawing. Raises `CorrectTheData` where it cannot be read."""
    try:
        return identify(parse_structure(smiles, "smiles")).inchikey
    except StructureError as error:
        raise CorrectTheData(_("smiles %(smiles)r: %(detail)s"), smiles=smiles, detail=error.detail) from error


def payload_of(facts: SchedulingFacts | Removal | InstrumentFacts | NewSubstance) -> dict[str, Any]:
    """Return facts as JSON holds them: days in ISO 8601."""
    payload: dict[str, Any] = orjson.loads(orjson.dumps(facts))
    return payload


def read_facts(payload: Mapping[str, Any]) -> SchedulingFacts:
    """Return the facts of a listing; the keys beside them are passed over."""
    plain = {name: value for name, value in payload.items() if name not in (*EXTRA_KEYS, "conditions")}
    conditions = tuple(
        _read(ConditionFacts, condition) for condition in _list(payload.get("conditions") or [], "conditions")
    )
    return _read(SchedulingFacts, plain, conditions=conditions)


def read_removal(payload: Mapping[str, Any]) -> Removal:
    """Return the facts of a removal. Raises `CorrectTheData` where it has no day."""
    removal = _read(Removal, {name: value for name, value in payload.items() if name != "new_instrument"})
    if removal.valid_until is None:
        raise CorrectTheData(_("valid_until: say from which day on it is not listed."))
    return removal


def read_act(payload: Mapping[str, Any]) -> InstrumentFacts | None:
    """Return the act that is not held yet, or None."""
    act = payload.get("new_instrument")
    return _read(InstrumentFacts, act) if act else None


def read_new_substance(payload: Mapping[str, Any]) -> NewSubstance | None:
    """Return the substance that is not held yet, or None."""
    substance = payload.get("describe")
    if not substance:
        return None
    lists = {name: tuple(_list(_mapping(substance).get(name) or [], name)) for name in ("cas", "names")}
    for name, texts in lists.items():
        if not all(isinstance(text, str) for text in texts):
            raise CorrectTheData(_("%(name)s: is a list of texts."), name=name)
    plain = {name: value for name, value in substance.items() if name not in lists}
    return _read(NewSubstance, plain, **lists)


def read_replacements(payload: Mapping[str, Any]) -> Replacements:
    """Return what a correction puts in the place of what: facts, or None for nothing, by entry and event."""
    if unknown := sorted(payload.keys() - {"replacements", "new_instrument"}):
        raise CorrectTheData(_("%(names)s: a correction says nothing of that name."), names=", ".join(unknown))
    by_entry = _mapping(payload.get("replacements"))
    return {
        entry: {event: read_facts(facts) if facts is not None else None for event, facts in _mapping(events).items()}
        for entry, events in by_entry.items()
    }


def effective_day(kind: str, payload: Mapping[str, Any] | None) -> date | None:
    """Return the day on which a change takes effect: the first of the listing, or the first without it."""
    name = "valid_until" if kind == "remove" else "valid_from"
    day: date | None = _value(name, (payload or {}).get(name), is_day=True)
    return day


def _read(kind: type[Facts], payload: Any, **preset: Any) -> Facts:
    """Return a mapping as a dataclass, its days read; a text that may be left out may be None.

    Raises `CorrectTheData`, which names the field.
    """
    columns = {column.name: column for column in fields(kind)}  # type: ignore[arg-type] # every Facts is a dataclass
    values = dict(preset)
    for name, value in _mapping(payload).items():
        if name not in columns:
            raise CorrectTheData(_("%(name)s: nothing of that name is said here."), name=name[:40])
        if value is None and columns[name].default == "":
            continue
        values[name] = _value(name, value, is_day="date" in str(columns[name].type))
    missing = [name for name, column in columns.items() if name not in values and column.default is MISSING]
    if missing:
        raise CorrectTheData(_("%(names)s: must be said."), names=", ".join(missing))
    return kind(**values)


def _value(name: str, value: Any, *, is_day: bool) -> Any:
    if not is_day:
        if not isinstance(value, str):
            raise CorrectTheData(_("%(name)s: is a text."), name=name)
        return value
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise CorrectTheData(_("%(name)s: %(value)r is no ISO day."), name=name, value=value) from error


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise CorrectTheData(_("what a change says has names and values."))
    return value


def _list(value: Any, name: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise CorrectTheData(_("%(name)s: is a list."), name=name)
    return value
