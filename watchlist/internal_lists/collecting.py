"""A house list that a source feeds: the collected edition of the source becomes the entries of the list.

The list is its owner's word, so that nobody decides on each entry, as two people do on law; but the gates of sources
stop it: what lost, flooded or doubled entries is not brought, and a person brings the file by hand or leaves it.
What was brought by hand in between is replaced: the source is the list.

What is collected is archived where every curator reads it. A list given in confidence is therefore brought by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

import orjson
from django.utils.text import slugify

from watchlist.engine.errors import CorrectTheData
from watchlist.internal_lists.edition_changes import facts_of
from watchlist.internal_lists.list_file import COLUMNS, LONGEST, EntryFacts, read_house_list
from watchlist.internal_lists.lists import import_entries
from watchlist.internal_lists.models import HouseEdition, HouseEntry, HouseList
from watchlist.law_store import Edition
from watchlist.list_updates import (
    CuratorTask,
    DeclaredSource,
    ListSource,
    PublishedRow,
    changes_between,
    declared_source,
    gates,
    open_task,
    rows_of,
)
from watchlist.list_updates.connectors import connector_of

IN_FACTS: Final = tuple(name for name in COLUMNS if name not in {"key", "name"})


def feed(*, source_key: str) -> str:
    """Import the collected edition of a source into the house list that it feeds; return why not, or "".

    What is not imported becomes a task of the curators' desk, once for each edition. A source that feeds none is left.
    """
    try:
        import_collected(source_key=source_key)
    except CorrectTheData as error:
        source = declared_source(source_key)
        collected = Edition.objects.filter(origin=source.origin).first()
        open_task(
            source=ListSource.objects.get_or_create(key=source.key)[0],
            kind=CuratorTask.Kind.CHANGED,
            subject=f"{source.house_list} {collected.sha256[:32] if collected else ''}",
            title=f"{source.title}: what was collected is not brought to {source.house_list}",
            detail=str(error),
        )
        return str(error)
    return ""


def import_collected(*, source_key: str) -> HouseEdition | None:
    """Import the last collected edition of a source into its house list, and return the list's edition.

    Returns None where the source feeds no house list, or nothing was collected of it yet. Raises `CorrectTheData`,
    with what the gates say, where the entries are not imported.
    """
    source = declared_source(source_key)
    collected = Edition.objects.filter(origin=source.origin).first()
    if not source.house_list or collected is None:
        return None
    house_list, file = _fed_list(source), _file_of(rows_of(collected.content))
    last = house_list.last_edition()
    if last is not None and last.sha256 == hashlib.sha256(file).hexdigest():
        return last
    list_file = read_house_list("collected.jsonl", file)
    current = map(facts_of, HouseEntry.objects.current().filter(house_list=house_list).order_by("key"))
    before, after = _rows(current, source), _rows(list_file.entries, source)
    unproven = connector_of(source.connector).unproven
    if objections := gates(before, after, changes_between(before, after), source, unproven=unproven):
        raise CorrectTheData(f"what was collected of {source.key} is not brought: {' '.join(objections)}")
    return import_entries(house_list=house_list, list_file=list_file, actor=source.origin)


def _fed_list(source: DeclaredSource) -> HouseList:
    key = source.house_list
    house_list: HouseList | None = HouseList.objects.filter(key=key).first()
    if house_list is None:
        raise CorrectTheData(f"no house list {key} is open; open it before {source.key} feeds it.")
    if house_list.kind == HouseList.Kind.CONFIDENTIAL:
        raise CorrectTheData(f"{key} was given in confidence: bring it by hand, for what is collected curators read.")
    if len(source.lists) != 1 or any(
        declared.entries_of or declared.conditions_of for declared in source.lists.values()
    ):
        raise CorrectTheData(f"source {source.key} feeds a house list: it has one list, which is none of law.")
    return house_list


def _file_of(rows: Sequence[PublishedRow]) -> bytes:
    """Return rows as the file that a person would bring: the key of an entry is its code, else its name."""
    lines = []
    for row in rows:
        entry = {"key": slugify(row.code or row.name)[: LONGEST["key"]], "name": row.name}
        entry |= {name: value for name, value in row.facts if value}
        lines.append(orjson.dumps(entry, option=orjson.OPT_SORT_KEYS))
    return b"\n".join(lines)


def _rows(entries: Iterable[EntryFacts], source: DeclaredSource) -> list[PublishedRow]:
    """Return entries as rows of the source, so that the gates of sources compare them."""
    (list_key,) = source.lists
    return [
        PublishedRow(
            list=list_key,
            code=entry.key,
            name=entry.name,
            facts=tuple((name, getattr(entry, name)) for name in IN_FACTS),
        )
        for entry in entries
    ]
