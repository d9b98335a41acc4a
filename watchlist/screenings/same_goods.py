"""Shipments that declare the very same goods under different references: known again, and counted once.

Known by a hash of what was sent, without its reference: the bytes of a file, or the lines of a body, with whatever of
the movement came beside them, and with the day of its receipt where it says none. Who sends goods that are the same and
yet others says so, and they count each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson

from watchlist.engine.decision import Question, shipment_key
from watchlist.engine.reading import DATE_FIELDS, DeclaredManifest, distinct_texts
from watchlist.manifests import Manifest
from watchlist.screenings.latest import latest_screenings
from watchlist.screenings.models import Screening

MOVEMENT: Final = ("as_of", "origin", "destination", "transit", "operator_country", "operation", "stated")
"""Options of a question that say something of the movement."""
MOST_TOLD: Final = 20
READ_AT_ONCE: Final = 100
"""Screenings in memory while those that a person may read are looked for."""


def digest_of_goods(content: str, question: Question, day: date | None = None) -> str:
    """Return the hash by which goods are known again: that of a file or of lines (`content`), with what came beside."""
    options = question.as_record()
    sent = {name: options[name] for name in MOVEMENT if name in options}
    return hashlib.sha256(orjson.dumps([content, sent, day], option=orjson.OPT_SORT_KEYS)).hexdigest()


def digest_of_body(lines: Collection[Any], question: Question, day: date | None, today: date) -> str:
    """Return the same of lines that came in the body of a call, which has no file that bears a day.

    Where no day is declared it is that of the call: the same order sent again on another day is another shipment.
    """
    # As a list of JSON, of which one line is held. As ASCII: halves of characters may be sent, which are no UTF-8.
    encoder, content = json.JSONEncoder(default=str, sort_keys=True), hashlib.sha256(b"[")
    for at, line in enumerate(lines):
        content.update((", " if at else "").encode() + encoder.encode(line).encode())
    content.update(b"]")
    return digest_of_goods(content.hexdigest(), question, day or question.as_of or today)


def goods_of(manifest: DeclaredManifest, question: Question, received_on: date) -> str:
    """Return the hash by which the goods of a manifest are known again: as it says, or that of its file.

    Where neither the file nor the question gives a day it is that of its receipt: the same file that comes again on
    another day is another shipment.
    """
    if manifest.goods_sha256:
        return manifest.goods_sha256
    return digest_of_goods(manifest.sha256, question, None if _gives_day(manifest, question) else received_on)


def _gives_day(manifest: DeclaredManifest, question: Question) -> bool:
    if question.as_of or any(manifest.shipment.get(name) for name in DATE_FIELDS):
        return True
    return any(map(any, distinct_texts(manifest.lines, DATE_FIELDS)))


def goods_before_reading(sha256: str, question: Question, received_on: date) -> tuple[str, str]:
    """Return the hashes by which a file that no form gives a day may be known again: it bears days, or it does not."""
    return digest_of_goods(sha256, question), digest_of_goods(sha256, question, received_on)


def stored_goods(stored: Manifest) -> Mapping[str, Any]:
    """Return what of a declared manifest says by what its goods are known again, as it is stored."""
    return {"goods_sha256": stored.goods_sha256 or "", "is_another": bool(stored.is_another)}


class SameGoods(NamedTuple):
    """A shipment that was screened before with the very same goods; `counts` says that both count."""

    shipment: str
    screening: Screening
    made_at: datetime
    counts: bool


def screened_before(
    manifest: Manifest,
    until: datetime | None,
    may_read: Callable[[Screening], bool],
    goods: Collection[str] = (),
) -> list[SameGoods]:
    """Return the other shipments with the goods of a manifest that were screened before an instant, the last first.

    Each by its last screening until then that `may_read` lets pass, `MOST_TOLD` at the most; `until`, None: until now;
    `goods`: the hashes by which a file may be known again that was not read yet.
    """
    digests = {*goods, manifest.goods_sha256 or ""} - {""}
    if not digests:
        return []
    rows = Screening.objects.done(until).filter(manifest__goods_sha256__in=digests)
    own, found = shipment_key(manifest.reference, manifest.sha256), dict[str, SameGoods]()
    stored = rows.select_related("manifest").defer("manifest__original", "summary", "coverage")
    for row in stored.order_by("-made_at", "-pk").iterator(chunk_size=READ_AT_ONCE):
        key = shipment_key(row.manifest.reference, row.manifest.sha256)
        if key != own and key not in found and row.made_at is not None and may_read(row):
            found[key] = SameGoods(key, row, row.made_at, bool(manifest.is_another or row.manifest.is_another))
        if len(found) == MOST_TOLD:
            break
    return list(found.values())


def shared_goods(screenings: Collection[UUID], known_at: datetime | None) -> dict[UUID, str]:
    """Return the hash of the goods of each of some screenings that another shipment shares, and counts as one with.

    And of the last screenings of those others: all that share goods are there, each shipment by its last one. One that
    was screened with other goods since shares nothing.
    """
    counted_once = Screening.objects.exclude(manifest__is_another=True)
    own = counted_once.filter(pk__in=screenings, manifest__goods_sha256__isnull=False)
    digests = own.order_by().values("manifest__goods_sha256")
    rows = counted_once.done(known_at).filter(manifest__goods_sha256__in=digests)
    by_digest: dict[str, dict[tuple[str, str], UUID]] = {}
    columns = ("pk", "manifest__goods_sha256", "manifest__reference", "manifest__sha256")
    for pk, digest, *shipment in rows.order_by("made_at", "pk").values_list(*columns):
        by_digest.setdefault(digest, {})[_shipment(*shipment)] = pk
    several = {digest: last for digest, last in by_digest.items() if len(last) > 1}
    latest = set(latest_screenings((each for last in several.values() for each in last), known_at).values())
    found: dict[UUID, str] = {}
    for digest, last in several.items():
        sharing = latest.intersection(last.values())
        found |= dict.fromkeys(sharing, digest) if len(sharing) > 1 else {}
    return found


def _shipment(reference: str, sha256: str) -> tuple[str, str]:
    """Return what `latest_screenings` knows a shipment by: its reference, or without one its file."""
    return reference, "" if reference else sha256
