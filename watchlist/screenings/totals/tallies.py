"""How many stored shipments name a party: a number that each screening moves, in place of counting them all."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, F, Q

from watchlist import audit
from watchlist.manifests import Manifest, ManifestParty
from watchlist.screenings.inserting import batches
from watchlist.screenings.party_totals import SHIPMENT_KEY
from watchlist.screenings.totals.models import PartyTally


def same_shipment(manifest: Manifest, prefix: str = "manifest__") -> Q:
    """Return the condition that what is linked to a manifest is of the same shipment."""
    if manifest.reference:
        return Q(**{f"{prefix}reference": manifest.reference})
    return Q(**{f"{prefix}reference": "", f"{prefix}sha256": manifest.sha256})


def count_shipment(manifest: Manifest, parties: Collection[int], new: Collection[int], *, is_known: bool) -> None:
    """Count a shipment that was just screened for the parties (ids) that it names, unless it named them before.

    `new`: those whose first shipment it is; `is_known`: it may have been screened before.
    """
    for batch in batches(sorted(parties)):
        tallied = PartyTally.objects.filter(party__in=batch)
        known = dict(tallied.values_list("party", "shipments"))
        numbers = counted_shipments([party for party in batch if known.get(party) is None and party not in new])
        named_before = _named_before(manifest, batch) if is_known else set[int]()
        tallied.filter(shipments__isnull=False).exclude(party__in=named_before).update(shipments=F("shipments") + 1)
        rows = [
            PartyTally(party_id=party, shipments=numbers.get(party, 1), recount_from=None if party in new else 0)
            for party in batch
            if known.get(party) is None
        ]
        PartyTally.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["party"], update_fields=["shipments"]
        )


def forget_shipments(parties: Collection[int]) -> None:
    """Have the shipments of some parties (ids) counted anew: some of them are let go."""
    audit.lock_chain()  # as whoever counts one: two that took it after these rows would wait for each other
    for batch in batches(sorted(parties)):
        PartyTally.objects.filter(party__in=batch).update(shipments=None)


def counted_shipments(parties: Collection[int]) -> dict[int, int]:
    """Return how many shipments name each of some parties, counted one by one."""
    if not parties:
        return {}
    named = ManifestParty.objects.filter(
        party__in=parties, manifest__screenings__made_at__isnull=False, manifest__screenings__let_go_at__isnull=True
    )
    shipments = named.annotate(shipment=SHIPMENT_KEY).order_by()
    return dict(shipments.values_list("party").annotate(Count("shipment", distinct=True)))


def _named_before(manifest: Manifest, parties: Collection[int]) -> set[int]:
    """Return those of some parties that another manifest of the shipment, screened before, names."""
    others = ManifestParty.objects.filter(same_shipment(manifest), party__in=parties).exclude(manifest=manifest)
    done = others.filter(manifest__screenings__made_at__isnull=False, manifest__screenings__let_go_at__isnull=True)
    return set(done.order_by().values_list("party", flat=True))
