"""What an answer says of the very same goods, sent before under another reference."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from watchlist.api.accounts import may_read, sees_reasons
from watchlist.api.record_base import Record
from watchlist.cases import Case
from watchlist.manifests import Manifest
from watchlist.screenings import SameGoods, screened_before


class SameGoodsRecord(Record):
    """A shipment with the very same goods that was screened before under another reference."""

    reference = serializers.CharField(allow_null=True)
    screening = serializers.UUIDField(help_text="its last one until then")
    case = serializers.CharField(
        allow_null=True, help_text="its number; null: it has none, or the token may not read cases"
    )
    made_at = serializers.DateTimeField()
    counts_too = serializers.BooleanField(
        help_text="false: sums count the goods once; true: one of them was sent with `another_shipment`"
    )
    sentence = serializers.CharField()


def same_goods_records(
    request: Request, manifest: Manifest, until: datetime | None, goods: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Return the shipments with the goods of a manifest that were screened before, those that the user may read.

    `goods`: as of `screened_before`.
    """
    found = screened_before(manifest, until, partial(may_read, request.user), goods)
    cases: dict[str, str] = {}
    if found and sees_reasons(request):
        rows = Case.objects.filter(shipment__in={same.shipment for same in found})
        cases = {case.shipment: case.number for case in rows}
    return [_record(same, cases.get(same.shipment)) for same in found]


def _record(same: SameGoods, case: str | None) -> dict[str, Any]:
    reference = same.screening.manifest.reference
    names = (case, f"reference {reference}" if reference else "")
    name = " / ".join(filter(None, names)) or f"screening {same.screening.pk}"
    counts = "Both count in sums." if same.counts else "Sums count the goods once."
    return SameGoodsRecord.from_row(
        same,
        reference=reference,
        screening=str(same.screening.pk),
        case=case,
        counts_too=same.counts,
        sentence=f"The very same goods were screened as {name} on {same.made_at:%Y-%m-%d}. {counts}",
    )
