"""What an answer rests on, as the OpenAPI document describes it."""

from __future__ import annotations

from typing import get_args

from rest_framework import serializers

from watchlist.api.record_base import BRANCHES, Record
from watchlist.engine.reading.account import Visibility


class HeldListRecord(Record):
    """One list that the lines were compared with."""

    key = serializers.CharField()
    title = serializers.CharField()
    jurisdiction = serializers.CharField(allow_null=True)
    branch = serializers.ChoiceField(BRANCHES)
    edition = serializers.CharField(allow_blank=True)
    sha256 = serializers.CharField(help_text="of the list's canonical JSON lines as known at `known_at`")
    entries = serializers.IntegerField()
    last_verified = serializers.DateField()
    stale = serializers.BooleanField()
    confirmed_share = serializers.FloatField(help_text="of the listings held, the share read in a primary text")
    complete = serializers.BooleanField(help_text="false: only some entries of the list are held")
    house = serializers.BooleanField(
        required=False, help_text="true: a list of the house itself, shown to this reader; not law"
    )


class EngineRecord(Record):
    """Every version that the answer depends on beside the law; null is a part that this engine does not have."""

    service = serializers.CharField()
    rdkit = serializers.CharField()
    rules_sha256 = serializers.CharField()
    dictionary = serializers.CharField(allow_null=True)
    nomenclature = serializers.CharField(allow_null=True)
    calibration_sha256 = serializers.CharField(allow_null=True)
    libraries = serializers.CharField(
        required=False, help_text="the other libraries; not in answers that were stored before they were named"
    )


class SheetRecord(Record):
    """The rows of one sheet, or of a whole text: each is a title, a header, blank or a line.

    What a workbook does not show is said where there is any.
    """

    name = serializers.CharField(allow_blank=True)
    rows = serializers.IntegerField()
    titles = serializers.IntegerField()
    headers = serializers.IntegerField()
    blank = serializers.IntegerField()
    lines = serializers.IntegerField()
    visibility = serializers.ChoiceField(
        get_args(Visibility), required=False, help_text="where the workbook hides the sheet; it was read all the same"
    )
    hidden_rows = serializers.IntegerField(required=False, help_text="hidden in the workbook, and read")
    hidden_columns = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="hidden in the workbook, and read, by letter and header",
    )
    unseen_lines = serializers.IntegerField(
        required=False, help_text="lines with texts that the workbook does not show"
    )
    comments = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="comments that stand on no line, with their cells"
    )


class CorrectedColumnRecord(Record):
    """A column read as an officer said, whatever its header says."""

    sheet = serializers.CharField(allow_blank=True)
    shape = serializers.CharField(help_text="SHA-256 of the headers: what files of one form share")
    column = serializers.CharField()
    field = serializers.CharField(allow_null=True, help_text="null: it is not read")


class AccountRecord(Record):
    """How a file was read."""

    encoding = serializers.CharField(allow_blank=True)
    dialect = serializers.CharField(allow_blank=True)
    sheets = SheetRecord(many=True)
    not_read = serializers.ListField(child=serializers.CharField(), help_text="sheets that were not read")
    mapping = CorrectedColumnRecord(many=True, help_text="columns that an officer corrected")


class HorizonCoveredRecord(Record):
    """What was known of proposals and announcements when a screening was asked to name them."""

    notices = serializers.IntegerField(help_text="known")
    about_substances = serializers.IntegerField(help_text="of them, those that are about a substance held")
    jurisdictions = serializers.ListField(child=serializers.CharField())


class CoverageRecord(Record):
    """What the answer rests on."""

    record = serializers.ChoiceField(("coverage",))
    as_of = serializers.DateField()
    as_of_range = serializers.ListField(child=serializers.DateField(), min_length=2, max_length=2)
    known_at = serializers.DateTimeField()
    jurisdictions = serializers.ListField(child=serializers.CharField())
    not_held = serializers.ListField(child=serializers.CharField(), help_text="route countries with law not held whole")
    branches_not_held = serializers.ListField(child=serializers.CharField())
    stages = serializers.ListField(child=serializers.CharField())
    lists = HeldListRecord(many=True)
    engine = EngineRecord()
    ignored_columns = serializers.ListField(child=serializers.CharField())
    read = AccountRecord(help_text="what became of each row and sheet of the file")
    proposals = HorizonCoveredRecord(required=False, help_text="only where they were asked for")
