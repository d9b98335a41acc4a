"""Editions of house lists: brought by the owners of the lists, who may see first what one would change."""

from __future__ import annotations

from functools import partial
from typing import Final, NamedTuple

from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, sent
from watchlist.api.problems import ApiProblem
from watchlist.api.reading import MEDIA_TYPE
from watchlist.api.registers.internal_list_bodies import (
    ENTRIES_BODIES,
    SentEntries,
    fingerprints_of_entries,
    sent_entries,
)
from watchlist.api.registers.internal_list_owners import owned_list, replayed_to_owner, writes_house_list
from watchlist.api.registers.internal_list_records import (
    CHANGES,
    EDITION,
    ENTRY,
    BroughtHouseEdition,
    HouseEditionChanges,
    changes_record,
)
from watchlist.internal_lists import HouseList, ListWouldShrink, changes_by, import_entries, record_read

SENT: Final = (
    sent("Entries", {"entries": [ENTRY], "shrink": False}, media_type=MEDIA_TYPE),
    sent("A file", {"file": "(the bytes of entries.csv)"}, media_type="multipart/form-data"),
)


class PreparedEntries(NamedTuple):
    """A list of the caller's, and the entries that were sent for it."""

    house_list: HouseList
    entries: SentEntries


def _prepare_entries(request: Request, key: str) -> PreparedEntries:
    return PreparedEntries(owned_list(request, key), sent_entries(request))


_writes_entries = partial(
    writes_house_list,
    body=ENTRIES_BODIES,
    prepare=_prepare_entries,
    fingerprints=fingerprints_of_entries,
    replayed=replayed_to_owner,
)


@_writes_entries(
    id="bring_house_list",
    summary="Make entries, or those of a file, the entries of a house list from now on",
    returns={201: BroughtHouseEdition, 200: BroughtHouseEdition},
    examples=[*SENT, answer_example("Brought", {**EDITION, "notes": []}, 200, 201)],
)
def bring_edition(request: Request, prepared: PreparedEntries, key: str) -> Response:
    """Keep them as an edition, 201; 200 with the last edition for what was brought last, which is not brought again.

    One that would drop more than half of the entries is refused, unless `shrink` says that it shall.
    """
    (house_list, entries), actor = prepared, request.user.get_username()
    last = house_list.last_edition()
    try:
        edition = import_entries(house_list=house_list, list_file=entries.list_file, actor=actor, shrink=entries.shrink)
    except ListWouldShrink as error:
        raise ApiProblem("confirm-the-shrinking", str(error)) from error
    body = BroughtHouseEdition.from_row(edition, notes=list(entries.list_file.notes))
    place = {"Location": f"{request.path}{edition.pk}/"}
    return Response(body, status=200 if edition == last else 201, headers=place)


@_writes_entries(
    id="diff_house_list",
    summary="See what entries, or those of a file, would change of a house list; nothing is written",
    returns=HouseEditionChanges,
    examples=[*SENT, answer_example("Changes", CHANGES)],
)
def diff_edition(request: Request, prepared: PreparedEntries, key: str) -> Response:
    """Return what bringing the same would do. It is a reading of the list, and audited as one."""
    house_list, entries = prepared
    changes = changes_by(house_list, entries.list_file)
    record = changes_record(changes, entries.list_file)
    entry_count, actor = len(record["changed"]) + len(record["removed"]), request.user.get_username()
    record_read(house_list=house_list, edition=house_list.last_edition(), entries=entry_count, actor=actor)
    return Response(record)
