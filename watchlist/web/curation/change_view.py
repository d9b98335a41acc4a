"""Changes ready for a page: facts, source, structure, decision and remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import User
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy, ngettext_lazy

from watchlist.engine.reports import visible
from watchlist.law_store import ControlList, ListEntry
from watchlist.list_updates import (
    APPLY_TO_NOTHING,
    Change,
    ChangeComment,
    Revision,
    draft_of,
    faults_of,
    is_author,
    parse_payload,
)
from watchlist.substances import Description, Structure, Substance
from watchlist.web import words
from watchlist.web.curation.change_facts import FactsView, FieldComparison, differing, facts_views, row_fields

KINDS: Final = {
    "add": (gettext_lazy("Add"), "k-added", ngettext_lazy("addition", "additions")),
    "amend": (gettext_lazy("Amend"), "k-amended", ngettext_lazy("amendment", "amendments")),
    "remove": (gettext_lazy("Remove"), "k-removed", ngettext_lazy("removal", "removals")),
    "correct": (gettext_lazy("Correct"), "k-corrected", ngettext_lazy("correction", "corrections")),
}
"""The word, the glyph and the noun of each kind, of which `noun % number` is the word for so many."""
PICTURE: Final = (250, 150)


@dataclass(frozen=True, slots=True)
class ChangeSubstanceView:
    """The substance that a change is about: held, described by the change, or not known."""

    key: str
    pk: int | None
    name: str
    picture: SafeString
    is_new: bool


@dataclass(frozen=True, slots=True)
class SourceText:
    """A row as published, beside the row before it: its words, its other columns, and where it stands."""

    words: FieldComparison | None
    columns: tuple[FieldComparison, ...]
    place: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change of the last revision. `machine` holds the fields in which a person says other than the machine.

    `nothing`: why it applies to nothing. `doubts`: what the machine could not tell. `faults`: why it could not be
    written into the law as it stands.
    """

    row: Change
    label: str
    glyph: str
    when: str
    announced: bool
    list: tuple[int, str] | None
    entries: tuple[tuple[int, str], ...]
    facts: tuple[FactsView, ...]
    applies: bool
    nothing: tuple[str, ...]
    doubts: tuple[str, ...]
    faults: tuple[str, ...]
    source: SourceText | None
    substance: ChangeSubstanceView | None
    machine: tuple[FieldComparison, ...]
    comments: tuple[tuple[str, ChangeComment], ...]
    is_mine: bool

    @property
    def is_decided(self) -> bool:
        """Say whether a person accepted or rejected it."""
        return hasattr(self.row, "decision")


def change_views(revision: Revision, reader: User) -> list[ChangeView]:
    """Return the changes of a revision for whoever reads them, in their order."""
    rows = list(
        revision.changes.select_related("decision__decided_by", "decision__application", "revision").prefetch_related(
            "comments__author"
        )
    )
    references, machine = _References(rows), _machine(revision)
    return [_view(row, references, machine.get(row.position), reader) for row in rows]


def _view(row: Change, references: _References, machine: Change | None, reader: User) -> ChangeView:
    label, glyph, _ = KINDS[row.kind]
    faults = () if hasattr(row, "decision") else faults_of(draft_of(row))
    mended = faults_of(draft_of(machine)) if machine and machine.after != row.after else ()
    old, new = parse_payload(row.before), parse_payload(row.after)
    doubts = [doubt for doubt in row.doubt.splitlines() if doubt and doubt not in {*faults, *mended}]
    return ChangeView(
        row=row,
        label=str(label),
        glyph=glyph,
        when=_when(row),
        announced=row.valid_from is not None and row.valid_from > words.today(),
        list=references.lists.get(row.list_key),
        entries=tuple((references.entries[key].pk, key) for key in row.entries.split() if key in references.entries),
        facts=facts_views(row.kind, old, new),
        applies=new is not None,
        nothing=tuple(doubt for doubt in doubts if doubt in APPLY_TO_NOTHING),
        doubts=tuple(visible(doubt) for doubt in doubts if doubt not in APPLY_TO_NOTHING),
        faults=tuple(map(visible, faults)),
        source=source_text(row),
        substance=references.substance(row, new or {}),
        machine=differing(parse_payload(machine.after), new) if machine else (),
        comments=tuple((words.instant(comment.at), comment) for comment in row.comments.all()),
        is_mine=is_author(row, reader),
    )


def _when(row: Change) -> str:
    """Return from when the change is law, in words: announced where that is to come, ended where it is an end."""
    if row.valid_from is None:
        return _("Day not said")
    on, to_come = words.day(row.valid_from), row.valid_from > words.today()
    if row.kind == Change.Kind.REMOVE:
        text = _("Announced: ends on %(on)s") if to_come else _("Ended on %(on)s")
    else:
        text = _("Announced: from %(on)s") if to_come else _("In force since %(on)s")
    return text % {"on": on}


def source_text(row: Change) -> SourceText | None:
    """Return what the source prints of a change; None where it was written by hand."""
    old, new = parse_payload(row.row_before), parse_payload(row.row_after)
    if old is None and new is None:
        return None
    columns = row_fields(old, new)
    printed = next((field for field in columns if field.label == "As printed"), None)
    others = tuple(field for field in columns if field is not printed)
    return SourceText(printed, others, visible(row.place))


def _machine(revision: Revision) -> dict[int, Change]:
    """Return the machine's changes by position; none where the revision is still the machine's own."""
    if revision.number == 0:
        return {}
    first = Change.objects.filter(revision__change_set=revision.change_set_id, revision__number=0)
    return {row.position: row for row in first}


class _References:
    """The lists, entries and substances that some changes name, read by a few queries for all of them."""

    def __init__(self, rows: Sequence[Change]) -> None:
        keys = {key for row in rows for key in row.entries.split()}
        entries = ListEntry.objects.filter(key__in=keys).select_related("substance")
        self.entries: Mapping[str, ListEntry] = {entry.key: entry for entry in entries}
        lists = ControlList.objects.filter(key__in={row.list_key for row in rows})
        self.lists: Mapping[str, tuple[int, str]] = {
            control_list.key: (control_list.pk, control_list.title) for control_list in lists
        }
        named = {str((parse_payload(row.after) or {}).get("substance", "")) for row in rows} - {""}
        self._pks = dict(Substance.objects.filter(key__in=named).values_list("key", "pk"))
        self._pks |= {entry.substance.key: entry.substance_id for entry in self.entries.values()}
        pks = set(self._pks.values())
        self._names = dict(Description.objects.current().filter(substance__in=pks).values_list("substance", "name"))
        self._drawn = dict(Structure.objects.current().filter(substance__in=pks).values_list("substance", "smiles"))

    def substance(self, row: Change, after: Mapping[str, Any]) -> ChangeSubstanceView | None:
        """Return the substance that a change is about; None where nothing is known of it."""
        new = after.get("describe")
        if new:
            name = visible(str(new.get("name", "")))
            drawn = words.picture(str(new.get("smiles", "")), name, PICTURE)
            return ChangeSubstanceView(str(new.get("key", "")), None, name, drawn, is_new=True)
        entry = next((self.entries[key] for key in row.entries.split() if key in self.entries), None)
        key = entry.substance.key if entry else str(after.get("substance", ""))
        pk = self._pks.get(key)
        if pk is None:
            return None
        name = self._names.get(pk, key)
        return ChangeSubstanceView(key, pk, name, words.picture(self._drawn.get(pk, ""), name, PICTURE), is_new=False)
