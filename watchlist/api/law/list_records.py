"""Lists, their editions and what differs between two, described field for field for the OpenAPI document."""

from __future__ import annotations

from typing import Any, Final

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from watchlist.api.base import example_bodies
from watchlist.api.law.pages import KNOWN_AT
from watchlist.api.law.records import ListRecord, SchedulingRecord
from watchlist.api.paging import list_of, page_of
from watchlist.api.record_base import Record
from watchlist.law_store import OPS

CATALOGUED: Final = (
    *("key", "title", "jurisdiction", "category", "branch", "binds", "operations", "obligations", "edition", "sha256"),
    *("entries", "last_verified", "stale", "confirmed_share", "complete"),
)
CHECKED: Final = "the day on which a person last compared the list with its source"

EXAMPLES: Final = example_bodies(__file__)
EXAMPLE_LIST: Final = EXAMPLES.list
EXAMPLE_EDITION: Final = EXAMPLES.edition


class ListAsHeld(ListRecord):
    """A list as known, and whether a person checked it lately enough; what a person checked is told as of today."""

    scope_note = serializers.CharField(allow_null=True, help_text="what of the list is held")
    last_verified = serializers.DateField(help_text=CHECKED)
    stale_after_days = serializers.IntegerField()
    stale = serializers.BooleanField(help_text="true: that is too long ago")


class OneList(ListAsHeld):
    """A list as held, with the tick at which that was known."""

    known_at = KNOWN_AT


ListPage = page_of(ListAsHeld, "ListPage", "Lists of one state of the law, by key.", known_at=KNOWN_AT)


class EditionRecord(Record):
    """One publication of a list, as read."""

    edition = serializers.CharField(help_text="the first digits of the hash, by which an answer names it")
    sha256 = serializers.CharField(source="edition.sha256", help_text="of the text that was read")
    entries = serializers.IntegerField(source="edition.entries", help_text="rows of that text")
    complete = serializers.BooleanField(source="edition.complete", help_text="whether it claims to hold the whole list")
    read_at = serializers.DateTimeField()
    known_at = serializers.DateTimeField(allow_null=True, help_text="the tick from which on what it says was known")


EditionPage = page_of(EditionRecord, "EditionPage", "Editions of a list, the last read first.")


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="ListOrScheduling", serializers=[ListRecord, SchedulingRecord], resource_type_field_name=None
    )
)
class ListOrSchedulingField(serializers.Field[Any, Any, Any, Any]):
    """The record of a list, or of one of its schedulings."""


class FieldDifference(Record):
    """One field that differs."""

    field = serializers.CharField()
    before = serializers.JSONField(help_text="any value, null too")
    after = serializers.JSONField(help_text="any value, null too")


class ListDifference(Record):
    """One record of which the two points of view say different things."""

    op = serializers.ChoiceField(OPS)
    type = serializers.ChoiceField(("list", "scheduling"))
    id = serializers.CharField(help_text="between days that of the entry, between editions that of the scheduling")
    was = ListOrSchedulingField(allow_null=True)
    record = ListOrSchedulingField(allow_null=True)
    differs = FieldDifference(many=True, help_text="of a record that is on both sides")


class PointOfView(Record):
    """From where a list is seen: a day of law, or an edition, and the tick as known at which."""

    day = serializers.DateField(allow_null=True)
    edition = serializers.CharField(allow_null=True)
    known_at = serializers.DateTimeField(help_text=KNOWN_AT.help_text)


ListDiffPage = page_of(
    ListDifference,
    "ListDiffPage",
    "What differs in a list between two points of view.",
    **{"from": PointOfView(), "list": serializers.CharField(), "to": PointOfView()},
)


class CataloguedList(ListAsHeld):
    """A list in the catalogue."""

    obligations = serializers.IntegerField(help_text="how many duties are held of it")  # type: ignore[assignment]
    edition = serializers.CharField(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return those of the fields of a list that the catalogue has."""
        fields = super().get_fields()
        return {name: fields[name] for name in CATALOGUED}


Catalogue = list_of(
    CataloguedList,
    "Catalogue",
    "Every list held, with its edition and hash, and whether it was checked lately enough.",
    known_at=KNOWN_AT,
    day=serializers.DateField(help_text="the day (UTC) on which staleness is told"),
)
