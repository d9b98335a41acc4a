"""What rows of equal lines are compared with: sums of their shipments, their parties, and earlier consignments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Min

from watchlist.cases.equal_rows import EqualLines
from watchlist.cases.models import CaseScreening
from watchlist.cases.parcels import StoredParcel, earlier_parcels_of, of_lines
from watchlist.cases.review_reasons import EqualRowFacts, reasons, total_of
from watchlist.engine.answer import ShipmentFinding
from watchlist.engine.reading.parties import party_key
from watchlist.manifests.models import Party
from watchlist.screenings.stored_answers import read_summary


def assess_rows(rows: Sequence[EqualLines]) -> None:
    """Set the total of each row, and why it needs review: in the same number of queries, however many rows."""
    parcels = of_lines(line for row in rows for line in row.lines.values())
    keys = {party_key(name) for row in rows for name in row.parties.values()}
    parties = {party.key: party for party in Party.objects.filter(key__in=keys)}
    earlier = earlier_parcels_of(
        (parties[row.key[1]].pk, substance) for row in rows if row.key[1] in parties for substance in row.key[0]
    )
    since = _first_made(case for row in rows for case in row.cases)
    for row in rows:
        own = sorted((parcels[line] for line in row.lines.values() if line in parcels), key=lambda parcel: parcel.pk)
        unmeasured = len(row.lines) - len(own)
        row.total = total_of(own, unmeasured)
        row.opened = reasons(
            EqualRowFacts(
                answer=row.answer,
                sums=_sums(row),
                parcels=own,
                earlier=_earlier_parcels(row, earlier, parties),
                new_parties=_new(row, parties, since),
                unmeasured=unmeasured,
            )
        )


def _first_made(cases: Iterable[int]) -> Mapping[int, datetime]:
    """Return when the first screening of each case was done."""
    rows = CaseScreening.objects.filter(case__in=set(cases)).order_by().values("case")
    return dict(rows.annotate(first=Min("screening__made_at")).values_list("case", "first"))


def _sums(row: EqualLines) -> list[ShipmentFinding]:
    """Return the sums of the last shipment that count its line."""
    summary = read_summary(row.last.screening.summary)
    return [found for found in summary.shipment_findings if row.last.line.number in found.lines]


def _earlier_parcels(
    row: EqualLines, sent: Mapping[tuple[int | None, str], list[StoredParcel]], parties: Mapping[str, Party]
) -> list[StoredParcel]:
    """Return what the consignee was sent of the first of the substances of which it was sent anything."""
    consignee = parties.get(row.key[1])
    found = (sent.get((consignee.pk, substance)) for substance in row.key[0]) if consignee else ()
    return next(filter(None, found), [])


def _new(row: EqualLines, parties: Mapping[str, Party], since: Mapping[int, datetime]) -> list[str]:
    """Return the parties that no shipment named before the first one of the row's cases."""
    first = min((since[case] for case in row.cases), default=None)
    named = ((name, parties.get(party_key(name))) for name in row.parties.values())
    return [
        name
        for name, party in named
        if party is None or party.first_seen is None or (first is not None and party.first_seen >= first)
    ]
