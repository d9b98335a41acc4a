"""What an officer sends to be screened: a file or pasted goods, the movement, and the day of the law; then its columns.

A column has a field that it was read as, may be read as another, and is remembered as an officer corrected it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.decision import OPERATIONS, Question, country_code
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading import ColumnPreview, FilePreview, TablePreview
from watchlist.engine.reading.readers import READERS
from watchlist.engine.reports import visible
from watchlist.engine.texts import grouped
from watchlist.law_store import law_known_at
from watchlist.manifests import LONGEST_KEY, ColumnMapping, ManifestDraft
from watchlist.web import words
from watchlist.web.form_fields import ButtonField

MOST_BYTES = 10_000_000
MOST_LINES = 5_000
"""The most lines screened in a request: storing takes about a millisecond a line. A job screens more."""
LONGEST_PASTED = 200_000
LONGEST_PARTY = 300
MOST_TRANSITS = 20
PASTED = "pasted.txt"
# No law held is older than the conventions on drugs, and none is announced a lifetime ahead.
DAYS_OF_LAW = (MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2199, 12, 31)))
_SEPARATORS = re.compile(r"[,;/\n]")
_CODES = re.compile(r"[A-Za-z]{2}(?:\s+[A-Za-z]{2})+")
MOST_COLUMNS = 200
"""Columns that one page offers: a form of hostile width is no form."""
LONGEST_VALUE = 80
NOT_READ = ""


class CountryFormField(forms.CharField):
    """A country by its code or name; "" where none is given."""

    def clean(self, value: Any) -> str:
        return _code(super().clean(value))


class CountriesFormField(forms.CharField):
    """Countries by their codes or names, one after another."""

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value)
        parts = text.split() if _CODES.fullmatch(text) else _SEPARATORS.split(text)
        codes = tuple(_code(part) for part in parts if part.strip())
        if len(codes) > MOST_TRANSITS:
            raise ValidationError(_("A shipment passes through at most %(most)d countries.") % {"most": MOST_TRANSITS})
        return codes


class QuestionForm(forms.Form):
    """The movement and the day of the law; once valid, `question` is the question."""

    origin = CountryFormField(required=False, max_length=100)
    destination = CountryFormField(required=False, max_length=100)
    transit = CountriesFormField(required=False, max_length=500)
    operation = forms.ChoiceField(
        required=False, choices=[("", gettext_lazy("not stated")), *words.choices(OPERATIONS)]
    )
    as_of = forms.DateField(
        label=gettext_lazy("Law as of"), required=False, input_formats=["%Y-%m-%d"], validators=DAYS_OF_LAW
    )
    known_at = forms.DateTimeField(
        label=gettext_lazy("Known at"), required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )
    proposals = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Return the fields, once they are a question that can be answered."""
        fields = self.cleaned_data
        if not self.errors:
            try:
                law_known_at(fields["known_at"])
            except CorrectTheQuestion as error:
                raise ValidationError(error.message) from error
        return fields

    @property
    def question(self) -> Question:
        """Return the question of the valid form."""
        fields = self.cleaned_data
        return Question(
            as_of=fields["as_of"],
            known_at=fields["known_at"],
            origin=fields["origin"] or None,
            destination=fields["destination"] or None,
            transit=fields["transit"],
            operation=fields["operation"] or None,
            proposals=fields["proposals"],
        )


class StatedForm(forms.Form):
    """What a sender types of a whole shipment that has no place in the question: its days and its parties."""

    export_date = forms.DateField(
        label=gettext_lazy("Date of export"), required=False, input_formats=["%Y-%m-%d"], validators=DAYS_OF_LAW
    )
    arrival_date = forms.DateField(
        label=gettext_lazy("Date of arrival"), required=False, input_formats=["%Y-%m-%d"], validators=DAYS_OF_LAW
    )
    consignor = forms.CharField(label=gettext_lazy("Consignor"), required=False, max_length=LONGEST_PARTY)
    consignee = forms.CharField(label=gettext_lazy("Consignee"), required=False, max_length=LONGEST_PARTY)

    @property
    def stated(self) -> dict[str, str]:
        """Return the fields of the shipment that were typed, as those of a file are written."""
        fields = self.cleaned_data
        return {name: str(fields[name]) for name in StatedForm.base_fields if fields[name]}


class ScreenForm(QuestionForm, StatedForm):
    """A shipment and a question; once valid, read `source`, `original` and `question`.

    `kept`: the draft that holds the file since an earlier error of the form; a file that is chosen goes before it.
    """

    file = forms.FileField(label=gettext_lazy("File"), required=False, max_length=255)
    goods = forms.CharField(label=gettext_lazy("Pasted goods"), required=False, max_length=LONGEST_PASTED)
    reference = forms.CharField(required=False, max_length=200)
    another = forms.BooleanField(required=False)

    def __init__(self, *args: Any, kept: ManifestDraft | None = None) -> None:
        super().__init__(*args)
        self.kept = kept

    suffixes = ",".join(READERS)
    longest_pasted = LONGEST_PASTED

    @property
    def taken(self) -> str:
        """Return which files are accepted, in a sentence."""
        template = _(
            "Workbooks, PDF, DOCX, CSV, JSON, EDIFACT, text, a letter or archive of these; a job screens what is "
            "longer than %(lines)s lines"
        )
        return template % {"lines": grouped(MOST_LINES)}

    def clean_file(self) -> UploadedFile[Any] | None:
        """Return the file, if one was sent that is read here at all."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and file.size and file.size > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)s MB: split it.")
                % {"most": grouped(settings.MAX_UPLOAD_BYTES // 1_000_000)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Return the fields, once they are one shipment and a question that can be answered."""
        fields = super().clean()
        if fields.get("file") or fields.get("goods"):
            self.kept = None
        sent = bool(fields.get("file") or self.kept)
        if not self.errors and sent == bool(fields["goods"]):
            raise ValidationError(_("Choose one file, or paste the goods: one of the two."))
        return fields

    @property
    def source(self) -> str:
        """Return the name of the file."""
        file = self.cleaned_data["file"]
        return str(file.name) if file else self.kept.source if self.kept else PASTED

    @property
    def question(self) -> Question:
        """Return the question of the valid form, with what was typed of the shipment."""
        return replace(super().question, stated=tuple(sorted(self.stated.items())))

    @property
    def file_to_keep(self) -> UploadedFile[Any] | None:
        """Return the file that came with a form that is refused, where it can be kept; None for none."""
        file: UploadedFile[Any] | None = self.cleaned_data.get("file")
        return file if file and file.size and file.size <= MOST_BYTES else None

    @property
    def is_large(self) -> bool:
        """Return whether the file is too large to be read in the request: a job reads it."""
        file = self.cleaned_data["file"]
        return bool(file and file.size > MOST_BYTES)

    @property
    def original(self) -> bytes:
        """Return the bytes as sent."""
        file = self.cleaned_data["file"]
        if file:
            return bytes(file.read())
        return bytes(self.kept.original) if self.kept else self.cleaned_data["goods"].encode()


class ShipmentForm(StatedForm):
    """What was read of a shipment beside its columns, as its officer corrected it."""

    reference = forms.CharField(label=gettext_lazy("Reference"), required=False, max_length=200)
    origin = CountryFormField(label=gettext_lazy("Origin"), required=False, max_length=100)
    transit = CountriesFormField(label=gettext_lazy("Transit"), required=False, max_length=500)
    destination = CountryFormField(label=gettext_lazy("Destination"), required=False, max_length=100)
    operation = forms.ChoiceField(
        label=gettext_lazy("Operation"),
        required=False,
        choices=[("", gettext_lazy("not stated")), *words.choices(OPERATIONS)],
    )
    another = forms.BooleanField(required=False)

    def asked_of(self, question: Question, shipment: Collection[str]) -> Question:
        """Return a question with what the valid form says; `shipment`: what the file says of all its lines itself.

        Where the file has a field of its own, what was typed must stand before that.
        """
        fields, stated = self.cleaned_data, self.stated
        route = {"origin": fields["origin"], "destination": fields["destination"], "operation": fields["operation"]}
        over = {name: text for name, text in route.items() if text and name in shipment}
        if fields["transit"] and "transit" in shipment:
            over["transit"] = ", ".join(fields["transit"])
        return replace(
            question,
            origin=fields["origin"] or None,
            destination=fields["destination"] or None,
            operation=fields["operation"] or None,
            transit=fields["transit"],
            stated=tuple(sorted({**stated, **over}.items())),
        )


def _code(text: str) -> str:
    code = country_code(text) if text.strip() else ""
    if code is None:
        raise ValidationError(_("“%(text)s” is no country: write its code or its name.") % {"text": text.strip()[:40]})
    return code


def _load() -> list[dict[str, str]]:
    with Path(__file__).with_name("column_fields.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


FIELD_ROWS = _load()
LABELS = {row["field"]: row["label"] for row in FIELD_ROWS}
GROUPS = tuple(
    (group, tuple((row["field"], row["label"]) for row in rows))
    for group, rows in groupby(FIELD_ROWS, key=lambda row: row["group"])
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One column of the form: `input` names its field there, `remembered` says who corrected it before, and when."""

    input: str
    header: str
    values: tuple[str, ...]
    field: str
    remembered: str
    is_offered: bool


@dataclass(frozen=True, slots=True)
class TableChoices:
    """The columns below one header, those that one page holds."""

    sheets: tuple[str, ...]
    choices: tuple[Choice, ...]
    more: int


def table_choices(look: FilePreview, chosen: QueryDict | None = None) -> list[TableChoices]:
    """Return the form of a file; `chosen` is what was posted of it, by input."""
    remembered = _remembered(table.shape for table in look.tables)
    tables, room = [], MOST_COLUMNS
    for number, table in enumerate(look.tables):
        inputs = list(islice(_inputs(number, table), room))
        room -= len(inputs)
        choices = tuple(
            _choice(name, column_look, remembered.get((table.shape, column_look.column.key), ""), chosen or {})
            for name, column_look in inputs
        )
        tables.append(TableChoices(table.sheets, choices, len(table.columns) - len(choices)))
    return tables


class ManifestFieldField(forms.CharField):
    """A field of a manifest, or `NOT_READ`."""

    def clean(self, value: str | None) -> str:
        field = value or NOT_READ
        if field not in (NOT_READ, *LABELS):
            raise ValidationError(_("“%(field)s” is no field of a manifest.") % {"field": field[:40]})
        return field


class ColumnsForm(forms.Form):
    """What the columns of a file are read as: those that were sent have a field, the others stay as they are read."""

    data: QueryDict
    remember = ButtonField()
    discard = ButtonField()

    def __init__(self, data: QueryDict, *, look: FilePreview) -> None:
        super().__init__(data)
        columns = ((name, table, each) for at, table in enumerate(look.tables) for name, each in _inputs(at, table))
        self.columns = {name: (table.shape, column.column) for name, table, column in columns if name in data}
        self.fields |= {name: ManifestFieldField() for name in self.columns}

    @property
    def corrections(self) -> dict[str, dict[str, str | None]]:
        """Return the columns that are corrected: by shape, then by key, the field, or None for one not to be read."""
        corrections: dict[str, dict[str, str | None]] = {}
        for name, (shape, column) in self.columns.items():
            field = self.cleaned_data[name]
            if field != (column.field or NOT_READ):
                corrections.setdefault(shape, {})[column.key] = field or None
        return corrections


def field_label(field: str | None) -> str:
    """Return a field in words."""
    return LABELS[field] if field else _("not read")


def _inputs(number: int, table: TablePreview) -> Iterator[tuple[str, ColumnPreview]]:
    return ((f"column-{number}-{at}", column_look) for at, column_look in enumerate(table.columns))


def _choice(name: str, column_look: ColumnPreview, remembered: str, chosen: Mapping[str, str]) -> Choice:
    return Choice(
        input=name,
        header=visible(column_look.column.name),
        values=tuple(visible(_cut(value)) for value in column_look.values),
        field=chosen.get(name, column_look.column.field or NOT_READ),
        remembered=remembered,
        is_offered=len(column_look.column.key) <= LONGEST_KEY,
    )


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"


def _remembered(shapes: Iterable[str]) -> dict[tuple[str, str], str]:
    rows = ColumnMapping.objects.current().filter(shape__in=list(shapes))
    return {(row.shape, row.column): f"{row.recorded_by}, {words.day(row.recorded_at.date())}" for row in rows}
