"""What the collections of shipments are filtered by: a span of time, the strongest verdict, and a party by its name.

Each is asked of an index, and never of the rows one by one.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet
from rest_framework import serializers

from watchlist.api.record_base import VERDICTS
from watchlist.engine.reading import party_key
from watchlist.manifests import ManifestParty

LONGEST_NAME: Final = 300


def instant_from(what: str) -> serializers.DateTimeField:
    """Return the parameter of the first instant of a span of time; `what` happened then."""
    return serializers.DateTimeField(required=False, help_text=f"{what} at this instant or later")


def instant_before(what: str) -> serializers.DateTimeField:
    """Return the parameter of the instant at which a span of time has ended; `what` happened before."""
    return serializers.DateTimeField(required=False, help_text=f"{what} before this instant")


def strongest_verdict(words: str = "the strongest verdict of its lines, as counted for everybody") -> Any:
    """Return the parameter of a verdict."""
    return serializers.ChoiceField(VERDICTS, required=False, help_text=words)


def party_named() -> serializers.CharField:
    """Return the parameter of a party."""
    return serializers.CharField(
        required=False,
        max_length=LONGEST_NAME,
        help_text="the name of a consignor or consignee of some line; its legal form does not count",
    )


def manifests_naming(party: str) -> QuerySet[ManifestParty, Any]:
    """Return the ids of the manifests of which a screening that is done names a party; none, for no name."""
    return ManifestParty.objects.filter(party__key=party_key(party)).values("manifest")
