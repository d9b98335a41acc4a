"""The contract's records of amounts, totals and parties, described field for field for the OpenAPI document."""

from __future__ import annotations

from rest_framework import serializers

from watchlist.api.record_base import CERTAINTIES, CONFIDENCES, EFFECTS, BoundsField, Record


class QuantityRecord(Record):
    """How much of the listed substance a line holds, each way that laws count it: [surely, at most], null not known."""

    shipped_kg = BoundsField(help_text="of the goods as they are")
    contained_kg = BoundsField(help_text="of the substance in the form declared")
    base_kg = BoundsField(help_text="of the listed substance itself, without counter-ions and water")
    litres = BoundsField(help_text="of the goods as they are")
    contained_litres = BoundsField(help_text="of the substance")
    why = serializers.CharField(allow_blank=True, help_text="what keeps it from being measured")


class AmountRecord(Record):
    """How much a line declares, as it was read; a measure is null where it is not said."""

    written = serializers.CharField()
    kg = serializers.CharField(allow_null=True, help_text="net mass of the goods, never from a gross one")
    litres = serializers.CharField(allow_null=True)
    pieces = serializers.CharField(allow_null=True, help_text="tablets, capsules, ampoules, or things not described")
    how = serializers.CharField(allow_blank=True, help_text="the reading: 40 × 25 kg")


class TotalledPartyRecord(Record):
    """The party whose total it is: the consignor of an import, else the consignee."""

    name = serializers.CharField(allow_blank=True, help_text="empty: none is named, the shipment is summed as a whole")
    role = serializers.ChoiceField(("consignor", "consignee", "shipment"))


class ParcelRecord(Record):
    """What one line, of this shipment or of a stored one, adds to a total."""

    reference = serializers.CharField(allow_null=True)
    line = serializers.IntegerField()
    stored = serializers.BooleanField()
    screening = serializers.UUIDField(allow_null=True, help_text="the stored screening")
    date = serializers.DateField()
    quantity = serializers.CharField(allow_blank=True, help_text="what surely counts, with its unit; empty: nothing")


class UnmeasuredRecord(Record):
    """A parcel of which nothing counts, and why."""

    reference = serializers.CharField(allow_null=True)
    line = serializers.IntegerField()
    stored = serializers.BooleanField()
    why = serializers.CharField()


class SimilarTotalRecord(Record):
    """The total with the parties of similar names, which is told beside that of the party and never in it."""

    names = serializers.ListField(child=serializers.CharField())
    total = serializers.CharField()
    unit = serializers.CharField()
    reached = serializers.BooleanField()
    parcels = serializers.IntegerField(help_text="those of the similar names")


class ShipmentFindingRecord(Record):
    """A limit that lines reach together: of one transaction, or of a party's period with its stored shipments."""

    id = serializers.CharField(help_text="as the conditions of lines point at it")
    kind = serializers.ChoiceField(("cumulative_quantity", "quantity"))
    party = TotalledPartyRecord()
    jurisdiction = serializers.CharField(allow_null=True)
    list = serializers.CharField()
    list_title = serializers.CharField()
    category = serializers.CharField()
    entry = serializers.CharField()
    substance = serializers.CharField()
    citation = serializers.CharField(allow_blank=True)
    required = serializers.CharField(help_text="as the law puts it")
    confidence = serializers.ChoiceField(CONFIDENCES)
    period = serializers.ListField(
        child=serializers.DateField(), help_text="its first day, and the first day after it; empty: this shipment"
    )
    total = serializers.CharField(help_text="what is surely measured")
    unit = serializers.CharField()
    limit = serializers.CharField()
    met = serializers.ChoiceField(("yes", "unknown"), help_text="never `no`: what is held is not all that was sent")
    effect = serializers.ChoiceField(EFFECTS)
    certainty = serializers.ChoiceField(CERTAINTIES, help_text="the least sure reading of what counts")
    parcels = ParcelRecord(many=True)
    parcels_left_out = serializers.IntegerField(help_text="of the total, and too many to list")
    unmeasured = UnmeasuredRecord(many=True)
    similar_total = SimilarTotalRecord(allow_null=True)
    explanation = serializers.CharField()
    lines = serializers.ListField(child=serializers.IntegerField(), help_text="of this shipment")


class KnownAsRecord(Record):
    """A stored party that one of the shipment is, or whose name is similar."""

    name = serializers.CharField(help_text="as first written")
    by = serializers.ChoiceField(("exact", "similar"))
    score = serializers.FloatField(help_text="of 1")
    shipments = serializers.IntegerField(help_text="stored, without this one")


class PartyRecord(Record):
    """A party that the shipment names."""

    name = serializers.CharField(help_text="as first written in it")
    roles = serializers.ListField(child=serializers.ChoiceField(("consignor", "consignee")))
    key = serializers.CharField(help_text="the name without its legal form, by which it is known")
    known_as = KnownAsRecord(many=True)
