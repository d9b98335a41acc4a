"""The entries of a house list as a call sends them: a file in a form, or JSON; read as the command reads its files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from django.conf import settings
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from watchlist.api.bodies import Body, UploadedFileField, fields_of, optional_text, refuse_repeated
from watchlist.api.fingerprints import Fingerprints, fingerprints_of
from watchlist.api.problems import ApiProblem
from watchlist.api.reading import MEDIA_TYPE, WrittenNumbers
from watchlist.api.registers.internal_list_records import HOUSE_LIST_KINDS
from watchlist.engine.errors import CorrectTheData
from watchlist.internal_lists import (
    LARGEST_FILE,
    LONGEST,
    MOST_ENTRIES,
    EntriesRefused,
    ListFile,
    RefusedRow,
    read_house_list,
)

PARSERS: Final = (WrittenNumbers, MultiPartParser)
ENTRIES: Final = "entries.jsonl"
KINDS: Final = (".csv", ".jsonl")
MOST_NAMED: Final = 100
FORM_AROUND: Final = 1024 * 1024
"""Bytes that a form may have beside its file."""


def _text(name: str, **options: Any) -> serializers.CharField:
    return serializers.CharField(max_length=LONGEST.get(name, 64), **options)


def _optional(name: str) -> serializers.CharField:
    return _text(name, required=False)


class HouseEntryBody(Body):
    """One entry, by the names under which it is read."""

    key = _text("key", help_text="of small letters, digits and hyphens")
    name = _text("name")
    other_names = serializers.ListField(child=_text("name"), required=False)
    cas = _optional("cas")
    smiles = _optional("smiles")
    inchikey = _optional("inchikey")
    reason = _optional("reason")
    note = _optional("note")


class EntriesRequest(Body):
    """All entries that the list is to have from now on."""

    entries = serializers.ListField(child=HouseEntryBody(), max_length=MOST_ENTRIES)
    shrink = serializers.BooleanField(default=False, help_text="though more than half of the entries go")


class EntriesForm(Body):
    """A file of all entries that the list is to have from now on."""

    is_form = True

    file = UploadedFileField(help_text="named .csv (a header row, UTF-8, other names parted by |) or .jsonl")
    shrink = serializers.BooleanField(default=False, help_text="though more than half of the entries go")


class OpeningRequest(Body):
    """A list to be opened."""

    title = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(
        HOUSE_LIST_KINDS, default=HOUSE_LIST_KINDS[0], help_text="confidential: it was given in confidence"
    )
    note = optional_text(2_000)


class GroupRequest(Body):
    """A group of users."""

    group = serializers.CharField(max_length=150, help_text="its name")


ENTRIES_BODIES: Final = {"multipart/form-data": EntriesForm, MEDIA_TYPE: EntriesRequest}


class SentEntries(NamedTuple):
    """The entries as read, and whether the list may lose more than half by them."""

    list_file: ListFile
    shrink: bool


def sent_entries(request: Request) -> SentEntries:
    """Return the entries of a call. Raises the problem of what breaks a rule, each entry by a pointer."""
    refuse_large(request)
    if _is_form(request):
        refuse_repeated(request.data)
        fields = fields_of(EntriesForm, request)
        source, original = fields["file"].name or "", fields["file"].read()
    else:
        fields = fields_of(EntriesRequest, request)
        source, original = ENTRIES, _as_file(fields["entries"])
    if PurePath(source).suffix not in KINDS:
        raise ApiProblem("file-not-read", f"The name of the file ends in {' or '.join(KINDS)}.")
    try:
        return SentEntries(read_house_list(source, original), fields["shrink"])
    except EntriesRefused as error:
        errors = [_refusal(row, is_form=_is_form(request)) for row in error.rows[:MOST_NAMED]]
        more = f" These are the first {MOST_NAMED} of {len(error.rows)}." if len(error.rows) > MOST_NAMED else ""
        raise ApiProblem("entries-refused", f"Entries break the rules named here.{more}", errors=errors) from error
    except CorrectTheData as error:
        raise ApiProblem("file-not-read", str(error)) from error


def fingerprints_of_entries(request: Request) -> Fingerprints:
    """Return by what a call is known again. Raises the problem of a body that is too large, before it is read."""
    refuse_large(request)
    return fingerprints_of(request)


def refuse_large(request: Request) -> None:
    """Raise the problem of a body that is longer than one is read: a form has the length of its file, and some."""
    is_form = _is_form(request)
    most = LARGEST_FILE if is_form else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if int(request.META.get("CONTENT_LENGTH") or 0) > most + is_form * FORM_AROUND:
        kind = "The file of a house list" if is_form else "A body of entries"
        raise ApiProblem("body-too-large", f"{kind} has at most {most:,} bytes.")


def _is_form(request: Request) -> bool:
    return (request.content_type or "").lower().startswith("multipart/")


def _as_file(entries: Sequence[Mapping[str, Any]]) -> bytes:
    """Return entries as the file that a person would bring; in ASCII, so that no text breaks its lines."""
    return "\n".join(json.dumps(entry, sort_keys=True) for entry in entries).encode()


def _refusal(row: RefusedRow, *, is_form: bool) -> dict[str, str]:
    pointer = "#/file" if is_form else f"#/entries/{row.line - 1}"
    return {"pointer": pointer, "detail": f"{row.sentence}."}
