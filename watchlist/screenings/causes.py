"""Why a replay differs from the stored answer: which of the things that it rested on is another now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from msgspec import UNSET

from watchlist.audit.models import AuditEvent
from watchlist.engine.answer import EngineVersions
from watchlist.screenings.models import Screening
from watchlist.screenings.replay import Replay

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
