"""Why a replay differs from the stored answer: which of the things that it rested on is another now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final, Literal, NamedTuple

from msgspec import UNSET

from watchlist.audit import AuditEvent
from watchlist.engine.answer import EngineVersions
from watchlist.screenings.models import Screening
from watchlist.screenings.replaying import Replay

ABSENT: Final = None
IDENTIFYING_FIELDS: Final = ("entry", "from", "code", "kind")
"""Fields by which elements of a list are paired, whatever their order: the first that is unique in both lists."""
Code = Literal["engine", "law", "file", "limits", "totals", "stored"]
CODES: Final[dict[Code, str]] = {
    "engine": "A part of the engine is of another version, or was not named then.",
    "law": "A list, as it was known then, reads otherwise now.",
    "file": "The bytes that are kept are not those that were received.",
    "limits": "The examination of a structure came to its end only once: the machine was busier the other time.",
    "totals": "Stored shipments that counted towards the totals were let go since.",
    "stored": "Nothing that the answer rests on differs: what is stored is not what was answered.",
}
PARTS: Final = {
    "service": "the service",
    "rdkit": "RDKit",
    "rules_sha256": "the rules (the code and tables that decide)",
    "dictionary": "the dictionary",
    "nomenclature": "the reader of systematic names",
    "calibration_sha256": "the calibration of resemblance",
    "libraries": "the libraries",
}
TOTAL_FIELDS: Final = frozenset({"shipment_findings", "parties"})


class Cause(NamedTuple):
    """A cause of a difference: the part of the answer's basis that changed, its value then and now, and a sentence."""

    code: Code
    part: str
    then: str | None
    now: str | None
    sentence: str


def causes_of(screening: Screening, replay: Replay) -> list[Cause]:
    """Return every possible cause of the differences of a replay; none where nothing differs."""
    if replay.is_same:
        return []
    of_ground = (*_engine(replay), *_law(replay), *_file(screening, replay))
    found = [*of_ground, *_limits(replay), *_totals(screening, replay)]
    return found or [Cause("stored", "answer", replay.sha256_then, replay.sha256_now, CODES["stored"])]


def _engine(replay: Replay) -> Iterator[Cause]:
    then, now = replay.coverage_then.engine, replay.coverage_now.engine
    for part in replay.engine:
        was, is_now = _version(then, part), _version(now, part)
        sentence = f"{PARTS.get(part, part)}: {was or 'not there'} then, {is_now or 'not there'} now."
        yield Cause("engine", part, was, is_now, f"The engine is another. {sentence[0].upper()}{sentence[1:]}")


def _version(engine: EngineVersions, part: str) -> str | None:
    version: object = getattr(engine, part)
    if version is UNSET:
        return "not named"
    return str(version) if version is not None else None


def _law(replay: Replay) -> Iterator[Cause]:
    then, now = (
        {control_list.key: control_list.sha256 for control_list in each.lists}
        for each in (replay.coverage_then, replay.coverage_now)
    )
    for key in dict.fromkeys((*then, *now)):
        if then.get(key) != now.get(key):
            sentence = f"The list {key}, as known at {replay.coverage_then.known_at}, reads otherwise than then."
            yield Cause("law", key, then.get(key), now.get(key), sentence)


def _file(screening: Screening, replay: Replay) -> Iterator[Cause]:
    if (then := screening.manifest.sha256) != replay.file_sha256:
        yield Cause("file", "file", then, replay.file_sha256, CODES["file"])


def _limits(replay: Replay) -> Iterator[Cause]:
    if replay.limited:
        yield Cause(
            "limits", "structures", None, None, f"{CODES['limits']} Lines of which that holds: {replay.limited}."
        )


def _totals(screening: Screening, replay: Replay) -> Iterator[Cause]:
    since = AuditEvent.objects.filter(verb="let_go", at__gt=screening.made_at)
    if TOTAL_FIELDS.intersection(replay.summary) and since.exists():
        yield Cause("totals", "stored shipments", None, None, CODES["totals"])


class _RecordChange(NamedTuple):
    """One difference: its path in the record, and the value then and now; None where there is none."""

    at: str
    then: Any
    now: Any


def changes(then: Any, now: Any, at: str = "") -> Iterator[_RecordChange]:
    """Yield each place at which two values differ, in the order of the first."""
    if then == now:
        return
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys((*then, *now)):
            yield from changes(then.get(name, ABSENT), now.get(name, ABSENT), f"{at}.{name}" if at else name)
    elif isinstance(then, list) and isinstance(now, list):
        yield from _elements(then, now, at)
    else:
        yield _RecordChange(at, then, now)


def _elements(then: list[Any], now: list[Any], at: str) -> Iterator[_RecordChange]:
    name = next((name for name in IDENTIFYING_FIELDS if _tells_apart(name, then) and _tells_apart(name, now)), None)
    if name is None:
        for place, (old, new) in enumerate(zip_longest(then, now)):
            yield from changes(old, new, f"{at}[{place}]")
        return
    old, new = ({element[name]: element for element in elements} for elements in (then, now))
    for key in dict.fromkeys((*old, *new)):
        yield from changes(old.get(key, ABSENT), new.get(key, ABSENT), f"{at}[{key}]")
    if (was := [key for key in old if key in new]) != (is_now := [key for key in new if key in old]):
        yield _RecordChange(f"{at} in order", was, is_now)


def _tells_apart(name: str, elements: Sequence[Any]) -> bool:
    keys = [element.get(name) for element in elements if isinstance(element, Mapping)]
    return len(keys) == len(elements) and None not in keys and len(set(keys)) == len(keys)
