"""The records of substances, described field for field: what each is, by what it was found, and who lists it."""

from __future__ import annotations

from rest_framework import serializers

from watchlist.api.answer_parts import InstrumentRecord
from watchlist.api.law import ConstituentRecord, IdentifierRecord, NameRecord
from watchlist.api.record_base import BRANCHES, CONFIDENCES, PRECISIONS, Record
from watchlist.structure_index import MEETINGS

SIMILARITY = "Tanimoto coefficient of Morgan fingerprints (radius 2, 2,048 bits): plain likeness, not an alert"


class FormRecord(Record):
    """A form of a substance that has a registry number of its own: a salt, a hydrate, a stereoisomer."""

    cas = serializers.CharField()
    form = serializers.CharField(help_text="in words")
    form_kind = serializers.CharField()


class MatchRecord(Record):
    """By what of it a substance meets the search."""

    how = serializers.ChoiceField(MEETINGS)
    text = serializers.CharField(help_text="the name, number or SMILES of it that meets the search")
    form = FormRecord(allow_null=True, help_text="the form that has the number or structure; null: the substance")
    similarity = serializers.FloatField(
        allow_null=True,
        min_value=0,
        max_value=1,
        help_text=f"{SIMILARITY}. Null for other searches, and for a token without the scope review_cases",
    )


class PlaceOnList(Record):
    """A list that holds the substance on the day asked."""

    jurisdiction = serializers.CharField(allow_null=True)
    list = serializers.CharField()
    list_title = serializers.CharField()
    category = serializers.CharField()
    branch = serializers.ChoiceField(BRANCHES)
    entry = serializers.CharField()


class SubstanceItem(Record):
    """A substance in short."""

    key = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    cas = serializers.ListField(child=serializers.CharField(), help_text="of the substance itself, not of its forms")
    smiles = serializers.CharField(allow_null=True, help_text="null: it has no single structure")
    inchikey = serializers.CharField(allow_null=True)
    listed = PlaceOnList(many=True, help_text="in force on the day asked, as known at the instant asked")
    match = MatchRecord(allow_null=True, help_text="null: nothing was searched for")


class SubstanceName(NameRecord):
    """A name."""


class SubstanceIdentifier(IdentifierRecord):
    """A number of the substance, or of a form of it."""

    note = serializers.CharField(allow_null=True)


class SubstanceConstituent(ConstituentRecord):
    """A substance that it contains."""

    note = serializers.CharField(allow_null=True)


class SubstanceScheduling(PlaceOnList):
    """A period for which an entry holds the substance: half-open; an unknown start never says "not yet"."""

    tier = serializers.CharField(help_text="the tier that the list gives to what it names")
    binds = serializers.CharField(help_text="persons, or states")
    printed_name = serializers.CharField()
    wording = serializers.CharField(allow_null=True)
    reach = serializers.ListField(child=serializers.CharField(), help_text="the forms that the words extend to")
    rule = serializers.CharField(allow_null=True, help_text="the class rule by which the words are read")
    valid_from = serializers.DateField(allow_null=True)
    date_precision = serializers.ChoiceField(PRECISIONS)
    date_confidence = serializers.ChoiceField(CONFIDENCES)
    valid_until = serializers.DateField(allow_null=True, help_text="the first day without it")
    published_on = serializers.DateField(allow_null=True)
    confidence = serializers.ChoiceField(CONFIDENCES)
    instrument = InstrumentRecord()


class SubstanceRecord(Record):
    """All that is held true of a substance, and where it is listed."""

    key = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    smiles = serializers.CharField(allow_null=True, help_text="null: it has no single structure")
    inchikey = serializers.CharField(allow_null=True)
    confidence = serializers.ChoiceField(CONFIDENCES)
    source = serializers.CharField(allow_null=True)
    note = serializers.CharField(allow_null=True)
    names = SubstanceName(many=True)
    identifiers = SubstanceIdentifier(many=True)
    constituents = SubstanceConstituent(many=True, help_text="of a material: an oil, a herb, a medicine")
    valid_on = serializers.DateField(help_text="the day that was asked")
    known_at = serializers.DateTimeField(help_text="the last change of the law held that was known then")
    schedulings = SubstanceScheduling(many=True, help_text="in force on that day")
    announced = SubstanceScheduling(many=True, help_text="published by that day, and in force later")
