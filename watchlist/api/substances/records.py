"""The records of substances, described field for field: what each is, by what it was found, and who lists it."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any, Final

from rest_framework import serializers

from watchlist.api.answer_parts import InstrumentRecord
from watchlist.api.base import example_bodies
from watchlist.api.law import ConstituentRecord, IdentifierRecord, NameRecord
from watchlist.api.record_base import BRANCHES, CONFIDENCES, PRECISIONS, Record, texts
from watchlist.engine.law import CompiledLaw, CompiledScheduling, cas_numbers
from watchlist.structure_index import MEETINGS, SubstanceMatch
from watchlist.substances import SubstanceFacts

EXAMPLES: Final = example_bodies(__file__)
SEARCHED: Final = EXAMPLES.searched
WHOLE: Final = EXAMPLES.whole


DIGITS: Final = 3
"""The decimals of a likeness: more would tell apart what no chemist would."""
SIMILARITY = "Tanimoto coefficient of Morgan fingerprints (radius 2, 2,048 bits): plain likeness, not an alert"


class FormRecord(Record):
    """A form of a substance that has a registry number of its own: a salt, a hydrate, a stereoisomer."""

    cas = serializers.CharField()
    form = serializers.CharField(source="target.form", help_text="in words")
    form_kind = serializers.CharField(source="target.form_kind")


class MatchRecord(Record):
    """By what of it a substance meets the search."""

    how = serializers.ChoiceField(MEETINGS, source="meeting")
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

    jurisdiction = serializers.CharField(source="list.jurisdiction", allow_null=True)
    list = serializers.CharField(source="list.key")
    list_title = serializers.CharField(source="list.title")
    category = serializers.CharField(source="list.category")
    branch = serializers.ChoiceField(BRANCHES, source="list.branch")
    entry = serializers.CharField()


class SubstanceItem(Record):
    """A substance in short."""

    key = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    cas = texts(help_text="of the substance itself, not of its forms")
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

    tier = serializers.CharField(source="list.tier", help_text="the tier that the list gives to what it names")
    binds = serializers.CharField(source="list.binds", help_text="persons, or states")
    printed_name = serializers.CharField()
    wording = serializers.CharField(allow_null=True)
    reach = texts(help_text="the forms that the words extend to")
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
    name = serializers.CharField(source="description.name")
    kind = serializers.CharField(source="description.kind")
    smiles = serializers.CharField(
        source="structure.smiles", allow_null=True, help_text="null: it has no single structure"
    )
    inchikey = serializers.CharField(source="structure.inchikey", allow_null=True)
    confidence = serializers.ChoiceField(CONFIDENCES, source="description.confidence")
    source = serializers.CharField(source="description.source", allow_null=True)
    note = serializers.CharField(source="description.note", allow_null=True)
    names = SubstanceName(many=True)
    identifiers = SubstanceIdentifier(many=True)
    constituents = SubstanceConstituent(many=True, help_text="of a material: an oil, a herb, a medicine")
    valid_on = serializers.DateField(help_text="the day that was asked")
    known_at = serializers.DateTimeField(help_text="the last change of the law held that was known then")
    schedulings = SubstanceScheduling(many=True, help_text="in force on that day")
    announced = SubstanceScheduling(many=True, help_text="published by that day, and in force later")


def substance_item(law: CompiledLaw, day: date, found: SubstanceMatch, *, with_similarity: bool) -> dict[str, Any]:
    """Return a substance in short; of likeness nothing but its order, unless `with_similarity`."""
    substance, likeness = law.substances[found.substance], found.similarity
    shown = round(likeness, DIGITS) if with_similarity and likeness is not None else None
    return SubstanceItem.from_row(
        substance,
        cas=list(cas_numbers(law).get(substance.key, ())),
        listed=[PlaceOnList.from_row(row) for row in _in_order(law, substance.key) if row.in_force(day)],
        match=MatchRecord.from_row(found, similarity=shown) if found.meeting else None,
    )


def substance_record(law: CompiledLaw, day: date, key: str, facts: SubstanceFacts) -> dict[str, Any]:
    """Return all that is held true of a substance, and its schedulings seen from a day."""
    rows = [
        (row.status(day), SubstanceScheduling.from_row(row, reach=sorted(row.reach))) for row in _in_order(law, key)
    ]
    return SubstanceRecord.from_row(
        facts,
        key=key,
        valid_on=day,
        known_at=law.known_at.astimezone(UTC),
        schedulings=[record for status, record in rows if status == "law"],
        announced=[record for status, record in rows if status == "announced"],
    )


def _in_order(law: CompiledLaw, substance: str) -> list[CompiledScheduling]:
    rows = law.schedulings.get(substance, ())
    return sorted(
        rows, key=lambda row: (row.list.jurisdiction or "", row.list.key, row.entry, row.valid_from or date.min)
    )
