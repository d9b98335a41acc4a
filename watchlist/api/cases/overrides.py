"""The overrides of releases, month by month: what went past what was missing, why, and who agreed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from django.db.models import Prefetch
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import page_example
from watchlist.api.cases.access import MayReadCases, case_read
from watchlist.api.cases.examples import OVERRIDE
from watchlist.api.cases.referrals import ANSWERS, OverrideRecord
from watchlist.api.paging import PageQuery, newest_first, page_of
from watchlist.cases import RELEASES, REVIEW, ReferralLine, ReleaseOverride

MONTH: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])\Z"


class MayReadReasons(MayReadCases):
    """Only for a token that reads cases, of a user who may read the full reasons of findings."""

    right: ClassVar[str] = REVIEW
    what: ClassVar[str] = "the reasons of findings"


class OverridesQuery(PageQuery):
    """Of which month the overrides are asked for."""

    month = serializers.RegexField(MONTH, required=False, help_text="in which it was asked for: 2026-11; else this one")


class OverrideItem(OverrideRecord):
    """An override, with the release that it is of."""

    case = serializers.CharField(source="case.number", help_text="its number")
    referral = serializers.IntegerField(source="referral_id", help_text="what the second officer was asked")
    word = serializers.ChoiceField(RELEASES, source="referral.word")
    lines = serializers.ListField(
        child=serializers.IntegerField(),
        source="referral.line_numbers",
        help_text="that the release names, by their numbers in the file; empty: the shipment",
    )
    asked_by = serializers.CharField(source="by.get_username")
    asked_at = serializers.DateTimeField(source="at")
    answer = serializers.ChoiceField(ANSWERS, source="referral.answer", allow_null=True, help_text="null: it waits")


@case_read(
    summary="List the overrides that were asked for in a month, the newest first",
    rights=(MayReadCases, MayReadReasons),
    query=OverridesQuery,
    returns=page_of(OverrideItem, "OverridePage"),
    examples=[page_example(OVERRIDE)],
)
def list_overrides(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of them."""
    year, month = map(int, (query.get("month") or f"{datetime.now(UTC):%Y-%m}").split("-"))
    lines = ReferralLine.objects.select_related("screened_line__line").defer("screened_line__record")
    rows = ReleaseOverride.objects.filter(at__year=year, at__month=month)
    rows = rows.select_related("case", "by", "confirmed_by", "referral")
    rows = rows.prefetch_related(Prefetch("referral__lines", lines))
    return newest_first(request, rows, by="at", limit=query["limit"], record=OverrideItem.from_row)
