"""Keep what later totals are made of: who is party to a stored shipment, and how much of what its lines hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from watchlist.manifests.dates import read_date
from watchlist.manifests.lines import DeclaredLine, DeclaredManifest
from watchlist.manifests.models import Manifest, ManifestLine, ManifestParty, Party
from watchlist.manifests.parties import party_key
from watchlist.screening.models import Consignment, Screening
from watchlist.screening.movement import Movement, read_movement
from watchlist.screening.question import Question
from watchlist.screening.run import MOVEMENT
from watchlist.screening.stored import movement_text

BATCH = 500
ROLES = ("consignor", "consignee")


def keep_parties(stored: Manifest, manifest: DeclaredManifest, now: datetime) -> dict[str, Party]:
    """Store the parties that a manifest names, those not known before among them, and return them by key."""
    written: dict[str, str] = {}
    links: dict[tuple[str, str], None] = {}
    for line in manifest.lines:
        fields = manifest.fields_of(line)
        for role in ROLES:
            if key := party_key(fields.get(role, "")):
                written.setdefault(key, fields[role])
                links[key, role] = None
    Party.objects.bulk_create(
        [Party(key=key, name=name[:300], first_seen=now) for key, name in sorted(written.items())],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    parties: dict[str, Party] = Party.objects.in_bulk(written, field_name="key")
    ManifestParty.objects.bulk_create(
        [ManifestParty(manifest=stored, party=parties[key], role=role) for key, role in links], batch_size=BATCH
    )
    return parties


def keep_consignments(
    screening: Screening,
    lines: Iterable[tuple[ManifestLine, DeclaredLine, Mapping[str, Any]]],
    manifest: DeclaredManifest,
    question: Question,
    parties: Mapping[str, Party],
) -> None:
    """Store how much of each listed substance the lines of a screening hold: a row a line and substance."""
    movements: dict[tuple[str | None, ...], Movement] = {}
    today = screening.made_at.date()

    def moved(fields: Mapping[str, str]) -> Movement:
        said = tuple(map(fields.get, MOVEMENT))
        if said not in movements:
            convention = manifest.date_convention
            movements[said], _ = read_movement(fields, question, lambda text: read_date(text, convention))
        return movements[said]

    rows: list[Consignment] = []
    for line, declared, record in lines:
        held = {_substance(finding): finding for finding in reversed(record["findings"]) if finding.get("quantity")}
        if held:
            fields = manifest.fields_of(declared)
            sides = {role: parties.get(party_key(fields.get(role, ""))) for role in ROLES}
            own = {"screening": screening, "line": line, **sides}
            rows += _rows(held, own, moved(fields), today)
    Consignment.objects.bulk_create(rows, batch_size=BATCH)


def _rows(
    held: Mapping[str, Mapping[str, Any]], own: Mapping[str, Any], movement: Movement, today: date
) -> Iterator[Consignment]:
    first, last = movement.span(today)
    text = movement_text(movement, today)
    for key, finding in sorted(held.items()):
        quantity = json.dumps(finding["quantity"], ensure_ascii=False, separators=(",", ":"))
        yield Consignment(
            **own,
            substance_key=key,
            first_day=first,
            last_day=last,
            certainty=finding["certainty"],
            movement=text,
            quantity=quantity,
        )


def _substance(finding: Mapping[str, Any]) -> str:
    return str(finding["entry"]).rsplit("/", 1)[-1]
