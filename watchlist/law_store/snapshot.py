"""The whole law as known at one tick: a record for each type and id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.db.models import Q

from watchlist.engine.law import confirmed_share, sha256_of
from watchlist.law_store.definitions import ClassRule, Destination, DestinationTable
from watchlist.law_store.editions import editions_known_at
from watchlist.law_store.history import obligations_by_list, period_of, rows_by_list
from watchlist.law_store.models import ControlList, Edition, Instrument, Scheduling
from watchlist.law_store.records import (
    LIST_FACTS,
    Record,
    destinations_record,
    instrument_record,
    obligation_record,
    rule_record,
    scheduling_id,
    scheduling_record,
    substance_record,
)
from watchlist.substances import Constituent, Description, Identifier, Name, Structure
from watchlist.temporal import VersionedModel

TYPES: Final = ("instrument", "substance", "class_rule", "list", "scheduling")
"""What a record is of, what others refer to first."""

Id = tuple[str, str]
SUBSTANCE_ROWS: Final[dict[str, tuple[type[VersionedModel], tuple[str, ...]]]] = {
    "descriptions": (Description, ("name", "kind", "confidence", "source")),
    "structures": (Structure, ("smiles", "inchikey")),
    "names": (Name, ("text", "language", "kind", "source")),
    "identifiers": (Identifier, ("scheme", "value", "form", "form_kind", "smiles", "confidence", "source")),
    "constituents": (
        Constituent,
        ("contains", "product_form", "share_from", "share_to", "confidence", "source"),
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The law at `tick` (None: before any was recorded), by type and id in a fixed order."""

    tick: datetime | None
    records: Mapping[Id, Record] = field(repr=False)

    def records_of(self, kind: str) -> dict[str, Record]:
        """Return the records of one type by id, in order."""
        return {key: record for (each, key), record in self.records.items() if each == kind}


NOTHING: Final = Snapshot(None, {})


@lru_cache(maxsize=4)
def snapshot_at(tick: datetime) -> Snapshot:
    """Return the law as known at a tick of the law clock."""
    instruments = {row.key: row for row in Instrument.objects.known_at(tick).select_related("authority__jurisdiction")}
    rows = rows_by_list(tick)
    records: dict[Id, Record] = {("instrument", key): instrument_record(row) for key, row in instruments.items()}
    records |= {("substance", key): substance_record(key, tables) for key, tables in _substances(tick).items()}
    records |= {("class_rule", row.key): rule_record(row) for row in ClassRule.objects.known_at(tick)}
    records |= {("list", key): record for key, record in _lists(tick, rows)}
    records |= {
        ("scheduling", scheduling_id(row)): scheduling_record(row, instruments[row.instrument.key])
        for of_list in rows.values()
        for row in of_list
    }
    return Snapshot(tick, dict(sorted(records.items(), key=lambda pair: order(pair[0]))))


def order(record_id: Id) -> tuple[int, str]:
    """Return the sort key of a record."""
    kind, key = record_id
    return TYPES.index(kind), key


def _substances(tick: datetime) -> dict[str, dict[str, list[Record]]]:
    """Return the rows of each substance that has a description, by table; those of others are left out."""
    found: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for table, (model, columns) in SUBSTANCE_ROWS.items():
        for key, *cells in model.objects.known_at(tick).values_list("substance__key", *columns):
            if table == "descriptions" or key in found:
                found[key][table].append({name: cell or None for name, cell in zip(columns, cells, strict=True)})
    return found


def _lists(tick: datetime, rows: Mapping[str, list[Scheduling]]) -> Iterator[tuple[str, Record]]:
    """Yield key and record of the lists with an entry or a duty; a list has no first day of its own."""
    duties, editions = obligations_by_list(tick), editions_known_at(tick)
    places: defaultdict[str, list[Destination]] = defaultdict(list)
    for place in Destination.objects.known_at(tick):
        places[place.table].append(place)
    tables = {row.key: destinations_record(row, places[row.key]) for row in DestinationTable.objects.known_at(tick)}
    known_lists = Q(key__in=list(rows)) | Q(pk__in=list(duties))
    for control_list in ControlList.objects.select_related("jurisdiction").filter(known_lists):
        record = _list(control_list, rows.get(control_list.key, []), editions.get(control_list.key))
        record["destinations"] = tables.get(control_list.destinations)
        record["obligations"] = [obligation_record(duty) for duty in duties[control_list.pk]]
        yield control_list.key, record


def _list(control_list: ControlList, rows: list[Scheduling], edition: Edition | None) -> Record:
    periods = [period_of(row) for row in rows]
    return {
        **{name: getattr(control_list, name) for name in LIST_FACTS},
        "jurisdiction": control_list.jurisdiction.key if control_list.jurisdiction else None,
        "operations": sorted(control_list.operations.split()),
        "countries": sorted(control_list.countries.split()),
        "edition": edition.sha256[:12] if edition else None,
        "sha256": sha256_of(periods),
        "entries": len({row.entry_id for row in rows}),
        "confirmed_share": confirmed_share(periods),
        "complete": edition is None or edition.complete,
    }
