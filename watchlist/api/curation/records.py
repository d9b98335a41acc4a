"""Change sets as the API takes and shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rest_framework import serializers

from watchlist.api.base import example_bodies
from watchlist.api.bodies import Body, optional_text
from watchlist.api.paging import PageQuery
from watchlist.api.record_base import Record, VerbatimField, texts
from watchlist.list_updates import STATES, Change, ChangeSet, Revision, draft_of

EXAMPLES: Final = example_bodies(__file__)
AFTER: Final = EXAMPLES.after
BY_HAND: Final = EXAMPLES.by_hand
SUMMARY: Final = EXAMPLES.summary
WHOLE: Final = {**SUMMARY, **EXAMPLES.whole}


KINDS: Final = tuple(Change.Kind.values)
AFTER_HELP: Final = "what the law would say; null: nothing that is held"
DEEPEST: Final = 8
LONGEST: Final = 20_000
"""Characters of one text."""


class ProposedLawField(serializers.JSONField):
    """What the law would say: names and values, of texts that a database keeps."""

    def to_internal_value(self, data: Any) -> Any:
        """Return the value as sent; refuse what is no mapping of plain values."""
        if not isinstance(data, Mapping) or not _is_storable(data, DEEPEST):
            raise serializers.ValidationError("Names and values, of texts, lists and null; each text in Unicode.")
        return data


class RowField(VerbatimField):
    """A row as the publication prints it."""


class ChangeSetQuery(PageQuery):
    """Which change sets are asked for."""

    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)
    state = serializers.ChoiceField(STATES, required=False)
    # A name that a serializer uses for itself: it gathers its own fields before it is looked up.
    source = serializers.SlugField(required=False, max_length=60)  # type: ignore[assignment]


class HandMadeChange(Body):
    """One change that a person brings."""

    kind = serializers.ChoiceField(KINDS)
    list = serializers.SlugField(max_length=60)
    entry = serializers.RegexField(
        r"^[a-z0-9-]+/[a-z0-9-]+$", required=False, max_length=150, help_text="on which it bears; not of an addition"
    )
    name = serializers.CharField(max_length=400, help_text="as printed")
    code = optional_text(40)
    after = ProposedLawField(help_text="what the law would say")


class HandMadeChangeSet(Body):
    """A change set that a person brings: it is his word, and another decides."""

    title = serializers.CharField(max_length=300)
    note = optional_text(4_000)
    changes = HandMadeChange(many=True, allow_empty=False)


class TakingUp(Body):
    """That the machine's proposal is this person's word from now on."""

    note = optional_text(4_000, help_text="why, where the gates spoke")


class Edit(Body):
    """What one change shall say instead."""

    change = serializers.IntegerField(min_value=1, max_value=2**62)
    after = ProposedLawField(help_text="what the law would say")
    note = optional_text(4_000)


class Deciding(Body):
    """A second person's word on some changes, or on all."""

    accept = serializers.BooleanField()
    changes = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62), min_length=1, max_length=1_000
    )
    reason = optional_text(4_000, help_text="a rejection says why")


class Remark(Body):
    """A comment on a change set, or on one change of it."""

    text = serializers.CharField(max_length=4_000)
    change = serializers.IntegerField(required=False, min_value=1, max_value=2**62)


class DecisionRecord(Record):
    """A second person's word, and what came of it."""

    accepted = serializers.BooleanField()
    reason = serializers.CharField(allow_null=True)
    decided_by = serializers.CharField(source="decided_by.get_username")
    decided_at = serializers.DateTimeField()
    applied_at = serializers.DateTimeField(
        source="application.applied_at", allow_null=True, help_text="the tick of the law; null: not applied"
    )
    events = texts(
        source="application.events.splitlines",
        help_text="of the schedulings that it touched",
    )


class ProposedChangeRecord(Record):
    """One change."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(KINDS)
    list = serializers.CharField(source="list_key", allow_null=True, help_text="null: of no list that is held")
    entries = texts()
    code = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    before = serializers.JSONField(help_text="what is held; null: nothing")
    after = serializers.JSONField(help_text=AFTER_HELP)
    row_before = RowField(help_text="as it was published; null: it was not")
    row_after = RowField(help_text="as it is published; null: it is not")
    place = serializers.CharField(allow_null=True)
    doubts = texts(source="doubt.splitlines", help_text="what the machine could not tell")
    digest = serializers.CharField(help_text="of the rows as published")
    decision = DecisionRecord(allow_null=True)


class RevisionRecord(Record):
    """One state of a change set: number 0 is the machine's."""

    number = serializers.IntegerField()
    proposed_by = serializers.CharField(source="proposed_by.get_username", allow_null=True)
    note = serializers.CharField(allow_null=True)
    digest = serializers.CharField()
    made_at = serializers.DateTimeField()
    changes = ProposedChangeRecord(many=True)


class CommentRecord(Record):
    """What somebody remarked."""

    change = serializers.IntegerField(source="change_id", allow_null=True)
    author = serializers.CharField(source="author.get_username")
    text = serializers.CharField()
    at = serializers.DateTimeField()


class ChangeSetSummary(Record):
    """A change set and where it stands."""

    id = serializers.UUIDField()
    source = serializers.CharField(source="source.key", allow_null=True, help_text="null: brought by hand")
    title = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    gates = texts(source="gates.splitlines")
    notes = texts(source="notes.splitlines")
    opened_at = serializers.DateTimeField()
    opened_by = serializers.CharField()
    revision = serializers.IntegerField(source="last", help_text="the number of the last one")
    proposed_by = serializers.CharField(
        source="proposer", allow_null=True, help_text="who decides nothing of it; null: nobody yet"
    )
    open = serializers.IntegerField(help_text="changes on which nobody decided")
    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()
    applied = serializers.IntegerField()


class ChangeSetRecord(ChangeSetSummary):
    """A change set with every revision, and what was remarked."""

    base = serializers.CharField(allow_null=True, help_text="the hash of the edition that it was computed from")
    edition = serializers.CharField(allow_null=True, help_text="the hash of the edition that it was computed to")
    revisions = RevisionRecord(many=True)
    comments = CommentRecord(many=True)


def summary_of(row: Any) -> dict[str, Any]:
    """Return a change set, annotated by `with_standing` and its `proposer`, as it is listed."""
    return ChangeSetSummary.from_row(row, open=row.total - row.accepted - row.rejected)


def record_of(row: Any) -> dict[str, Any]:
    """Return a change set with every revision and comment."""
    change_set: ChangeSet = row
    revisions = change_set.revisions.select_related("proposed_by").order_by("number")
    comments = change_set.comments.select_related("author")
    return {
        **summary_of(row),
        "base": change_set.base.sha256 if change_set.base else None,
        "edition": change_set.edition.sha256 if change_set.edition else None,
        "revisions": [_revision(revision) for revision in revisions],
        "comments": list(map(CommentRecord.from_row, comments)),
    }


def _revision(revision: Revision) -> dict[str, Any]:
    changes = revision.changes.select_related("decision__decided_by", "decision__application").order_by("position")
    return RevisionRecord.from_row(revision, changes=[_change(change) for change in changes])


def _change(change: Change) -> dict[str, Any]:
    draft = draft_of(change)
    parsed = {name: getattr(draft, name) for name in ("entries", "before", "after", "row_before", "row_after")}
    return ProposedChangeRecord.from_row(change, **parsed)


def _is_storable(value: Any, depth: int) -> bool:
    """Say whether a value is of texts, lists, names and null alone, not too deep, each text one that can be kept."""
    if depth == 0:
        return False
    if isinstance(value, Mapping):
        return _is_storable(list(value), depth) and _is_storable(list(value.values()), depth)
    if isinstance(value, list):
        return all(_is_storable(item, depth - 1) for item in value)
    if isinstance(value, str):
        return len(value) <= LONGEST and not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in value)
    return value is None
