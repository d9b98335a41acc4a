"""Ten million stored lines: some shipments screened by the service itself, and copies of them made by the database.

`manage.py shell --no-imports -c "from tests.scale.load import load; load()"`, on the database of the settings. A copy
is a shipment of its own, under a reference of its own: the same goods, movements, records, findings and consignments.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Count, Max, Min, Model

from tests.scale.goods import GOODS, Goods, goods
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.manifests.models import Manifest, ManifestLine
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.pipeline import stream
from watchlist.screenings.saving import keep_passing

LINES: Final = 10_000_000
SHIPMENT: Final = 20_000
"""Lines of a shipment."""
PARTIES: Final = 1_000
REFERENCE: Final = "SCALE-{base}-{copy}"

COPIED: Final = (
    """INSERT INTO watchlist_manifestparty (manifest_id, party_id, role)
    SELECT %(manifest)s, party_id, role FROM watchlist_manifestparty WHERE manifest_id = %(of_manifest)s""",
    """INSERT INTO watchlist_manifestline (manifest_id, number, key, declared, item_id)
    SELECT %(manifest)s, number, key, declared, item_id
    FROM watchlist_manifestline WHERE manifest_id = %(of_manifest)s ORDER BY id""",
    """INSERT INTO watchlist_screenedline
        (screening_id, line_id, verdict, action, severity, depth, everyday, likeness, record)
    SELECT %(screening)s, line_id + %(lines)s, verdict, action, severity, depth, everyday, likeness, record
    FROM watchlist_screenedline WHERE screening_id = %(of_screening)s ORDER BY id""",
    """INSERT INTO watchlist_hit
        (screened_line_id, position, tier, severity, list_key, entry_key, substance_key, form, is_legal)
    SELECT hit.screened_line_id + %(answers)s, position, tier, hit.severity, list_key, entry_key, substance_key, form,
        is_legal
    FROM watchlist_hit AS hit JOIN watchlist_screenedline AS screened ON screened.id = hit.screened_line_id
    WHERE screened.screening_id = %(of_screening)s""",
    """INSERT INTO watchlist_consignment
        (screening_id, line_id, substance_key, consignor_id, consignee_id, first_day, last_day, certainty, movement,
         quantity)
    SELECT %(screening)s, line_id + %(lines)s, substance_key, consignor_id, consignee_id, first_day, last_day,
        certainty, movement, quantity
    FROM watchlist_consignment WHERE screening_id = %(of_screening)s""",
)
"""What a stored shipment consists of, in the order in which it can be stored."""


def load(lines: int = LINES, items: int = GOODS, shipment: int = SHIPMENT) -> None:
    """Fill the database up to so many stored lines of so many distinct goods, and print the rates."""
    screened = list(Screening.objects.done().filter(manifest__reference__endswith="-0").select_related("manifest"))
    if not screened:
        started = time.perf_counter()
        screened = [_screened(at, some) for at, some in enumerate(_shipments(items, shipment))]
        print(f"{items / (time.perf_counter() - started):,.0f} lines a second screened and stored", flush=True)
    started, before = time.perf_counter(), Manifest.objects.count()
    for at in range(before, -(-lines // shipment)):
        _copied(screened[at % len(screened)], at)
        if at % 50 == 0:
            print(f"{at * shipment:>12,} lines, {time.perf_counter() - started:,.0f} s", flush=True)
    print(f"{ManifestLine.objects.count():,} lines stored, {time.perf_counter() - started:,.0f} s of copying")


def _shipments(items: int, shipment: int) -> Iterator[Sequence[Goods]]:
    rest = iter(goods(items))
    return iter(lambda: list(islice(rest, shipment)), [])


def _screened(at: int, some: Sequence[Goods]) -> Screening:
    """Screen a shipment of some goods and store it, as the service does."""
    chance = random.Random(at)
    manifest = manifest_from_payload({"lines": [{**one, **_moved(chance)} for one in some]})
    question, pk = Question(), uuid4()
    known = {"pk": pk, "manifest": manifest, "original": b"", "question": question, "actor": "scale"}
    with transaction.atomic():
        for _ in keep_passing(stream(manifest, question), reference=REFERENCE.format(base=at, copy=0), **known):
            pass
    row: Screening = Screening.objects.select_related("manifest").get(pk=pk)
    return row


def _moved(chance: random.Random) -> dict[str, str]:
    return {
        "quantity": str(chance.randrange(1, 100)),
        "unit": "kg",
        "export_date": f"2026-0{chance.randrange(1, 10)}-1{chance.randrange(10)}",
        "origin": chance.choice(("US", "IN", "CN", "DE")),
        "destination": chance.choice(("CA", "MX", "CO", "DE")),
        "consignor": f"Supplier {chance.randrange(PARTIES // 10)} Ltd",
        "consignee": f"Customer {chance.randrange(PARTIES)} SA",
    }


@transaction.atomic
def _copied(base: Screening, at: int) -> None:
    """Store a shipment once more, as another."""
    manifest = Manifest.objects.get(pk=base.manifest_id)
    known: dict[str, Any] = {"of_manifest": manifest.pk, "of_screening": base.pk}
    manifest.pk, manifest.reference = None, REFERENCE.format(base=base.manifest.reference, copy=at)
    manifest.save(force_insert=True)
    screening = Screening.objects.get(pk=base.pk)
    screening.pk, screening.manifest, screening.for_people = uuid4(), manifest, None
    screening.save(force_insert=True)
    known |= {"manifest": manifest.pk, "screening": screening.pk}
    with connection.cursor() as cursor:
        for statement in COPIED:
            known["lines"] = _ahead(ManifestLine, manifest=(base.manifest_id, manifest.pk))
            known["answers"] = _ahead(ScreenedLine, screening=(base.pk, screening.pk))
            cursor.execute(statement, known)


def _ahead(model: type[Model], **of: tuple[Any, Any]) -> int:
    """Return by how much the ids of a copy's rows are ahead of those that they are copies of: both have no gap."""
    [(name, (base, copy))] = of.items()
    rows = model._default_manager.filter(**{f"{name}__in": (base, copy)}).order_by().values(name)
    held = {one[name]: one for one in rows.annotate(first=Min("pk"), last=Max("pk"), number=Count("pk"))}
    if copy not in held:
        return 0  # not before its rows are there
    assert all(one["last"] - one["first"] + 1 == one["number"] for one in held.values())
    return int(held[copy]["first"] - held[base]["first"])
