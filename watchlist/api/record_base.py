"""What the descriptions of the contract's records have in common."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from watchlist.engine.decision import policy

BRANCHES = ("precursor", "drug", "surveillance")
CERTAINTIES = ("exact", "parsed", "guess")
CONFIDENCES = ("confirmed", "reported", "unverified")
ANSWERS = ("yes", "no", "unknown")
PRECISIONS = ("day", "year", "unknown")
ACTIONS = tuple(policy.ACTIONS)
EFFECTS = ("triggers_duty", "exempts")


class Record(serializers.Serializer[Any]):
    """A record that is only ever sent, never taken."""

    # Names of the contract that a serializer uses for itself: it gathers its own fields before they are looked up.
    source: Any
    required: Any
    fields: Any
    errors: Any


class BoundsField(serializers.ListField):
    """Two bounds as plain decimal texts, each null where it is not known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=serializers.CharField(allow_null=True), min_length=2, max_length=2, **options)
