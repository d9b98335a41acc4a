"""What a change would have the law say, between JSON and the facts of the law's verbs: read strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import date
from typing import Any, Final, TypeVar

from django.utils.translation import gettext_lazy as _

from chemistry.errors import StructureError
from chemistry.identity import identify
from chemistry.molecules import parse_structure
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law.facts import ConditionFacts, SchedulingFacts
from watchlist.law_store.registry import InstrumentFacts
from watchlist.substances.registry import DescriptionFacts, IdentifierFacts, NameFacts, StructureFacts, SubstanceFacts

BESIDE: Final = ("substance", "describe", "new_instrument")
"""What stands beside the facts of a listing: whose it is, who that is, and the act, where they are not held."""

AS_LISTED: Final = "as listed"

Facts = TypeVar("Facts")
Replacements = dict[str, dict[str, SchedulingFacts | None]]


@dataclass(frozen=True, slots=True)
class Ending:
    """What a removal says: the first day without the listing, the event, and the act that ends it."""

    valid_until: date | None
    end_event: str
    event_kind: str
    instrument: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Described:
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


def said_of(facts: SchedulingFacts | Ending | InstrumentFacts | Described) -> dict[str, Any]:
    """Return facts as JSON holds them: days in ISO 8601."""
    said: dict[str, Any] = _plain(asdict(facts))
    return said


def read_facts(said: Mapping[str, Any]) -> SchedulingFacts:
    """Return the facts of a listing; what stands beside them is passed over."""
    plain = {name: value for name, value in said.items() if name not in (*BESIDE, "conditions")}
    conditions = tuple(_read(ConditionFacts, one) for one in _list(said.get("conditions", []), "conditions"))
    return _read(SchedulingFacts, plain, conditions=conditions)


def read_ending(said: Mapping[str, Any]) -> Ending:
    """Return what a removal says."""
    ending = _read(Ending, {name: value for name, value in said.items() if name != "new_instrument"})
    if ending.valid_until is None:
        raise CorrectTheData(_("valid_until: say from which day on it is not listed."))
    return ending


def read_act(said: Mapping[str, Any]) -> InstrumentFacts | None:
    """Return the act that is not held yet, or None."""
    act = said.get("new_instrument")
    return _read(InstrumentFacts, act) if act else None


def read_described(said: Mapping[str, Any]) -> Described | None:
    """Return the substance that is not held yet, or None."""
    described = said.get("describe")
    if not described:
        return None
    lists = {name: _texts(_mapping(described).get(name, []), name) for name in ("cas", "names")}
    plain = {name: value for name, value in described.items() if name not in lists}
    return _read(Described, plain, **lists)


def read_replacements(said: Mapping[str, Any]) -> Replacements:
    """Return what a correction puts in the place of what: facts, or None for nothing, by entry and event."""
    if unknown := sorted(said.keys() - {"replacements", "new_instrument"}):
        raise CorrectTheData(_("%(names)s: a correction says nothing of that name."), names=", ".join(unknown))
    of_entries = _mapping(said.get("replacements"))
    return {
        entry: {event: read_facts(facts) if facts is not None else None for event, facts in _mapping(events).items()}
        for entry, events in of_entries.items()
    }


def day_said(kind: str, said: Mapping[str, Any] | None) -> date | None:
    """Return the day from which the law would say so: that of the listing, or the first without it."""
    name = "valid_until" if kind == "remove" else "valid_from"
    day: date | None = _value(name, (said or {}).get(name), is_day=True)
    return day


def _read(kind: type[Facts], said: Any, **read: Any) -> Facts:
    """Return the dataclass that a mapping says, its days read. Raises `CorrectTheData`, which names the field."""
    known = {column.name: column for column in fields(kind)}  # type: ignore[arg-type] # every Facts is a dataclass
    values = dict(read)
    for name, value in _mapping(said).items():
        if name not in known:
            raise CorrectTheData(_("%(name)s: nothing of that name is said here."), name=name[:40])
        values[name] = _value(name, value, is_day="date" in str(known[name].type))
    missing = [name for name, column in known.items() if name not in values and column.default is MISSING]
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


def _texts(value: Any, name: str) -> tuple[str, ...]:
    texts = _list(value, name)
    if not all(isinstance(text, str) for text in texts):
        raise CorrectTheData(_("%(name)s: is a list of texts."), name=name)
    return tuple(texts)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
