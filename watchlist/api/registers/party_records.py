"""Parties as records of the API, and the query of their list."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from rest_framework import serializers

from watchlist.api.base import example_bodies
from watchlist.api.paging import PageQuery
from watchlist.api.record_base import Record
from watchlist.authorisations import VIEW_AUTHORISATIONS
from watchlist.cases import (
    DISPOSITIONS,
    WORDS,
    authorisations_of_party,
    cases_by_screening,
    decisions_on_party,
    determinations_of_party,
    dispositions_on_party,
    past_shipments_of,
    roles_of,
    shipments_of_party,
    spellings_of,
    sums_of_party,
    suppressions_of_party,
)
from watchlist.engine.decision import PartySum, plain_number
from watchlist.engine.vocabulary import LimitUnit, Met
from watchlist.manifests import Party

EXAMPLES: Final = example_bodies(__file__)
ITEM: Final = EXAMPLES.party
WHOLE: Final = EXAMPLES.whole_party
SIDES: Final = ("consignor", "consignee")
UNITS: Final = tuple(map(str, LimitUnit))
REACHED: Final = tuple(map(str, Met))
SHIPMENTS: Final = 50
VIEW_SUPPRESSIONS: Final = "watchlist.view_suppression"
VIEW_DETERMINATIONS: Final = "watchlist.view_determination"


class PartiesQuery(PageQuery):
    """Which parties are asked for."""

    name = serializers.CharField(
        required=False, max_length=300, help_text="any part of the name; the legal form does not matter"
    )


class PartyItem(Record):
    """Who sends or is sent goods, by a name without its legal form."""

    id = serializers.IntegerField()
    name = serializers.CharField(help_text="as first written")
    first_seen = serializers.DateTimeField(help_text="when the first screening was done that named it")


class PartyShipment(Record):
    """The last screening of a shipment that names the party."""

    screening = serializers.UUIDField(source="pk")
    shipment = serializers.CharField(source="manifest.__str__")
    made_at = serializers.DateTimeField()
    case = serializers.CharField(allow_null=True, help_text="its number; null: no line needed a person")


class SumLimit(Record):
    """The limit that a sum is measured against, as the law states it."""

    list = serializers.CharField()
    amount = serializers.CharField()
    required = serializers.CharField()
    citation = serializers.CharField(allow_null=True)
    reached = serializers.ChoiceField(REACHED, help_text="unknown: by what is not measured, or by the limit's words")


class PartyPeriodSum(Record):
    """What the party sent, or was sent, of a substance in a period, by the shipments stored here."""

    substance = serializers.CharField(help_text="its key")
    role = serializers.ChoiceField(SIDES)
    first = serializers.DateField(source="start")
    last = serializers.DateField(source="end", help_text="the first day after the period")
    unit = serializers.ChoiceField(UNITS)
    measured = serializers.CharField(allow_null=True, help_text="what surely counts; null: nothing is measured")
    at_most = serializers.CharField(allow_null=True, help_text="what it may come to; null: nobody knows")
    parcels = serializers.IntegerField()
    unmeasured = serializers.IntegerField(help_text="of the parcels, that add nothing to `measured`")
    limit = SumLimit(allow_null=True, help_text="null: the calendar year in all, as the listed base")


class PartyDecision(Record):
    """A judgement in effect on a line that names the party."""

    case = serializers.CharField()
    line = serializers.IntegerField(source="screened_line_id", help_text="its id")
    word = serializers.ChoiceField(WORDS)
    substance = serializers.CharField(source="substance_key", allow_null=True)
    by = serializers.CharField(source="by.get_username")
    at = serializers.DateTimeField()


class PartyDisposition(Record):
    """What became of a shipment that names the party."""

    case = serializers.CharField(source="number")
    word = serializers.ChoiceField(DISPOSITIONS, source="disposition.word")
    by = serializers.CharField(source="disposition.by.get_username")
    at = serializers.DateTimeField(source="disposition.at")


class PartyProfile(PartyItem):
    """A party, with all that is known of it. Nothing here tells whether a shipment was reported to an authority."""

    roles = serializers.ListField(child=serializers.ChoiceField(SIDES))
    spellings = serializers.ListField(
        child=serializers.CharField(), help_text="as on the last lines that hold something listed"
    )
    shipments = PartyShipment(many=True, help_text=f"the last {SHIPMENTS}, the latest first")
    shipments_in_all = serializers.IntegerField()
    shipments_let_go = serializers.IntegerField(help_text="that are not kept any more")
    sums = PartyPeriodSum(many=True)
    all_summed = serializers.BooleanField(help_text="false: only the last stored lines are summed")
    decisions = PartyDecision(many=True)
    dispositions = PartyDisposition(many=True)
    authorisations = serializers.ListField(
        child=serializers.IntegerField(), allow_null=True, help_text="ids; null: the user may not see them"
    )
    suppressions = serializers.ListField(
        child=serializers.IntegerField(), allow_null=True, help_text="ids; null: the user may not see them"
    )
    determinations = serializers.ListField(
        child=serializers.IntegerField(), allow_null=True, help_text="ids; null: the user may not see them"
    )


def party_item(row: Party) -> dict[str, Any]:
    """Return a party as the list has it."""
    return PartyItem.from_row(row)


def party_record(row: Party, user: Any, today: date) -> dict[str, Any]:
    """Return a party whole, as a user may see it."""
    screenings = shipments_of_party(row)
    last, sums = list(screenings[:SHIPMENTS]), sums_of_party(row, today)
    cases = cases_by_screening(last)
    return {
        **party_item(row),
        "roles": roles_of(row),
        "spellings": spellings_of(row),
        "shipments": [
            PartyShipment.from_row(each, case=cases[each.pk].number if each.pk in cases else None) for each in last
        ],
        "shipments_in_all": screenings.count(),
        "shipments_let_go": past_shipments_of(row),
        "sums": [_sum_record(each) for each in sums.rows],
        "all_summed": sums.is_all,
        "decisions": [
            PartyDecision.from_row(each, case=each.case.number) for rows in decisions_on_party(row) for each in rows
        ],
        "dispositions": [PartyDisposition.from_row(each) for each in dispositions_on_party(row)],
        **{
            name: list(rows.values_list("pk", flat=True)) if user.has_perm(right) else None
            for name, right, rows in (
                ("authorisations", VIEW_AUTHORISATIONS, authorisations_of_party(row)),
                ("suppressions", VIEW_SUPPRESSIONS, suppressions_of_party(row)),
                ("determinations", VIEW_DETERMINATIONS, determinations_of_party(row)),
            )
        },
    }


def _sum_record(row: PartySum) -> dict[str, Any]:
    limit = row.limit
    return PartyPeriodSum.from_row(
        row,
        measured=plain_number(row.total) if row.parcels > row.unmeasured else None,
        at_most=None if row.at_most is None else plain_number(row.at_most),
        limit=limit
        and SumLimit.from_row(
            limit,
            list=limit.list.key,
            amount=plain_number(limit.amount),
            required=limit.facts.required,
            citation=limit.facts.citation,
            reached=row.reached.value,
        ),
    )
