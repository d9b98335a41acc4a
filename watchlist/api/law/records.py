"""The law as records, described field for field for the OpenAPI document: what is not known or not said is null."""

from __future__ import annotations

from typing import Final

from rest_framework import serializers

from watchlist.api.base import example_bodies
from watchlist.api.record_base import ACTIONS, BRANCHES, CONFIDENCES, EFFECTS, PRECISIONS, Record, texts

LIST_TIERS: Final = ("listed", "drug_reference", "monitored")
BINDS: Final = ("persons", "states")
SOURCE: Final = "where it was read"

EXAMPLES: Final = example_bodies(__file__)
EXAMPLE_SCHEDULING: Final = EXAMPLES.scheduling


class CitedRecord(Record):
    """The legal act that a scheduling rests on."""

    key = serializers.CharField()
    citation = serializers.CharField(help_text="where in the act, or the act itself")
    url = serializers.CharField(allow_null=True)


class LegalConditionRecord(Record):
    """What a listing makes depend on quantity, strength or product; amounts are text."""

    key = serializers.CharField()
    kind = serializers.CharField()
    effect = serializers.ChoiceField(EFFECTS)
    required = serializers.CharField(help_text="as the law puts it")
    operations = texts(help_text="none: every operation")
    limit = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    period = serializers.CharField(allow_null=True)
    basis = serializers.CharField(allow_null=True, help_text="what is weighed or measured")
    confidence = serializers.ChoiceField(CONFIDENCES)
    citation = serializers.CharField(allow_null=True)
    source = serializers.CharField(allow_null=True, help_text=SOURCE)


class SchedulingRecord(Record):
    """One period for which an entry stands on a list, [valid_from, valid_until), as the law words it."""

    id = serializers.CharField(help_text="stable: the entry, and the event of the law that began the period")
    entry = serializers.CharField()
    list = serializers.CharField()
    jurisdiction = serializers.CharField(allow_null=True)
    substance = serializers.CharField()
    printed_name = serializers.CharField(help_text="the name that the law prints")
    wording = serializers.CharField(allow_null=True, help_text="the law's words")
    reach = texts(help_text="the forms to which the words extend")
    excepts = texts(help_text="substances that the words leave out of the reach")
    rule = serializers.CharField(allow_null=True, help_text="the class rule by which the words are read")
    law_code = serializers.CharField(allow_null=True, help_text="the law's own code for the entry")
    code_confidence = serializers.ChoiceField(CONFIDENCES, allow_null=True)
    event = serializers.CharField(help_text="how the period began: added, amended or transferred_in")
    valid_from = serializers.DateField(allow_null=True, help_text="null: the start is not known")
    date_precision = serializers.ChoiceField(PRECISIONS)
    date_confidence = serializers.ChoiceField(CONFIDENCES)
    valid_until = serializers.DateField(allow_null=True, help_text="the first day without it; null: no end is known")
    decided_on = serializers.DateField(allow_null=True)
    published_on = serializers.DateField(allow_null=True, help_text="when the world could know")
    instrument = CitedRecord()
    conditions = LegalConditionRecord(many=True)
    confidence = serializers.ChoiceField(CONFIDENCES)
    source = serializers.CharField(allow_null=True, help_text=SOURCE)
    recorded_at = serializers.DateTimeField(help_text="when this was recorded here")


class LegalActRecord(Record):
    """One legal act, as held."""

    key = serializers.CharField()
    jurisdiction = serializers.CharField()
    authority = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField()
    citation = serializers.CharField()
    adopted_on = serializers.DateField(allow_null=True)
    published_on = serializers.DateField(allow_null=True)
    url = serializers.CharField(allow_null=True)
    confidence = serializers.ChoiceField(CONFIDENCES)
    source = serializers.CharField(allow_null=True, help_text=SOURCE)
    recorded_at = serializers.DateTimeField()


class NameRecord(Record):
    """One name of a substance."""

    text = serializers.CharField()
    language = serializers.CharField()
    kind = serializers.CharField()
    confidence = serializers.ChoiceField(CONFIDENCES, help_text="unverified: read as a guess")
    source = serializers.CharField(allow_null=True, help_text=SOURCE)


class IdentifierRecord(Record):
    """One number of a substance, or of a named form of it."""

    scheme = serializers.CharField()
    value = serializers.CharField()
    form = serializers.CharField(allow_null=True, help_text="which form bears it, in words")
    form_kind = serializers.CharField(allow_null=True)
    smiles = serializers.CharField(allow_null=True, help_text="of that form")
    confidence = serializers.ChoiceField(CONFIDENCES)
    source = serializers.CharField(allow_null=True, help_text=SOURCE)


class ConstituentRecord(Record):
    """A substance that a material contains."""

    contains = serializers.CharField(help_text="its key")
    product_form = serializers.CharField(help_text="what goods of the material are, in the words of a condition")
    share_from = serializers.CharField(allow_null=True, help_text="per cent by weight; null: not known")
    share_to = serializers.CharField(allow_null=True, help_text="per cent by weight; null: not known")
    confidence = serializers.ChoiceField(CONFIDENCES)
    source = serializers.CharField(allow_null=True, help_text=SOURCE)


class DescribedSubstanceRecord(Record):
    """A substance that law names, with its names and numbers."""

    key = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    smiles = serializers.CharField(allow_null=True, help_text="null: it has no single structure")
    inchikey = serializers.CharField(allow_null=True)
    names = NameRecord(many=True)
    identifiers = IdentifierRecord(many=True)
    constituents = ConstituentRecord(many=True, help_text="of a material: an oil, a herb, a medicine")
    confidence = serializers.ChoiceField(CONFIDENCES)
    source = serializers.CharField(allow_null=True, help_text=SOURCE)


class DestinationRecord(Record):
    """A country in a table of destinations on [since, until)."""

    country = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    confidence = serializers.ChoiceField(CONFIDENCES)
    source = serializers.CharField(allow_null=True, help_text=SOURCE)


class DestinationTableRecord(Record):
    """A table of destinations, to which alone a list looks."""

    key = serializers.CharField()
    title = serializers.CharField()
    citation = serializers.CharField()
    complete = serializers.BooleanField(help_text="false: of a country that is not in it nothing is known")
    confidence = serializers.ChoiceField(CONFIDENCES)
    source = serializers.CharField(allow_null=True, help_text=SOURCE)
    places = DestinationRecord(many=True)


class ClockRecord(Record):
    """Before, within or for how long a duty runs, counted from which event."""

    when = serializers.ChoiceField(("before", "within", "for"))
    event = serializers.CharField()
    length = serializers.CharField()
    unit = serializers.CharField()
    citation = serializers.CharField()
    words = serializers.CharField(help_text="at least 15 calendar days before the export")


class ObligationRecord(Record):
    """A duty that a list lays on those who move its goods, on [since, until)."""

    operations = texts(help_text="none: every operation")
    destinations = serializers.CharField(allow_null=True, help_text="the table of the destinations it is due for")
    action = serializers.ChoiceField(ACTIONS)
    text = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    clock = ClockRecord(allow_null=True)
    citation = serializers.CharField()
    confidence = serializers.ChoiceField(CONFIDENCES)
    source = serializers.CharField(allow_null=True, help_text=SOURCE)


class ListRecord(Record):
    """One list of one regime, and what is held of it."""

    key = serializers.CharField()
    title = serializers.CharField()
    jurisdiction = serializers.CharField(allow_null=True)
    category = serializers.CharField()
    branch = serializers.ChoiceField(BRANCHES)
    tier = serializers.ChoiceField(LIST_TIERS, help_text="the tier of what its entries name")
    binds = serializers.ChoiceField(BINDS)
    operations = texts(help_text="none: not said")
    countries = texts(help_text="where alone it holds, of the countries of its jurisdiction; none: in all")
    destinations = DestinationTableRecord(allow_null=True)
    obligations = ObligationRecord(many=True)
    edition = serializers.CharField(allow_null=True, help_text="the first digits of the hash of the edition last read")
    sha256 = serializers.CharField(help_text="of the list's canonical JSON lines as known")
    entries = serializers.IntegerField()
    confirmed_share = serializers.FloatField(help_text="of the schedulings held, the share read in a primary text")
    complete = serializers.BooleanField(help_text="false: only some entries of the list are held")
