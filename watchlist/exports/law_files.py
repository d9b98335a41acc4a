"""Tables of the law as files: CSV for a spreadsheet, JSON for a program, SDF for a program of chemistry."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chemistry import SdRecord, sd_file
from watchlist.engine.law import CompiledLaw, CompiledObligation, CompiledScheduling, cas_numbers
from watchlist.engine.reports import inert
from watchlist.engine.vocabulary import Confidence
from watchlist.law_store import LawChange, ListStatus, fact_words

SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class LawFile:
    """One table, three times over: `head` says from where the law was seen, and stands on every row of CSV and SDF."""

    name: str
    head: Mapping[str, str]
    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, str]]
    nested: Mapping[str, Any]
    structures: Sequence[SdRecord] = ()


def as_csv(file: LawFile) -> str:
    """Return the rows as CSV, none of whose cells a spreadsheet takes for a formula."""
    head = tuple(file.head.values())
    cells = ((*(row.get(column, "") for column in file.columns), *head) for row in file.rows)
    return "".join(csv_rows([(*file.columns, *file.head), *cells]))


class _Echo:
    """Takes a row as it is written, and hands it back."""

    def write(self, text: str) -> str:
        return text


def csv_rows(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield rows as CSV, one at a time, none of whose cells a spreadsheet takes for a formula."""
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow(map(inert, row))


def _as_json(file: LawFile) -> str:
    return json.dumps({**file.head, **file.nested}, ensure_ascii=False, indent=1) + "\n"


def _as_sdf(file: LawFile) -> str:
    """Return the structures with their properties; what has no single structure is in the other two formats only."""
    return sd_file(
        SdRecord(record.smiles, record.name, {**record.properties, **file.head}) for record in file.structures
    )


LAW_FILE_WRITERS: dict[str, tuple[str, Callable[[LawFile], str]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", _as_json),
    "sdf": ("chemical/x-mdl-sdfile; charset=utf-8", _as_sdf),
}


def iso(day: date | None) -> str:
    """Return a day as ISO writes it, "" for none."""
    return day.isoformat() if day else ""


def start_of(row: CompiledScheduling) -> str:
    """Return since when a listing runs, no more exactly than it is known: a day, a year, "" where it is not known."""
    return _as_known(row.valid_from, row.date_precision)


def listing(row: CompiledScheduling) -> dict[str, Any]:
    """Return one period of one entry as a record for the JSON of these files."""
    return {
        "list": row.list.key,
        "jurisdiction": row.list.jurisdiction,
        "category": row.list.category,
        "entry": row.entry,
        "printed_name": row.printed_name,
        "since": start_of(row),
        "date_precision": row.date_precision,
        "date_confidence": row.date_confidence,
        "until": iso(row.valid_until),
        "confidence": row.confidence,
        "instrument": row.instrument.key,
        "citation": row.instrument.citation,
    }


CHANGE_COLUMNS = (
    *("on", "date_precision", "date_confidence", "change", "jurisdiction", "list", "from_list", "entry"),
    *("printed_name", "substance", "name", "cas", "changed", "instrument", "citation"),
)


def changes_file(law: CompiledLaw, first: date, last: date, found: Sequence[LawChange]) -> LawFile:
    """Return the changes: a row each; in SDF a record for each substance touched, with all that changed for it."""
    return LawFile(
        name=f"changes-{first}-{last}",
        head={"after": first.isoformat(), "until": last.isoformat(), "known_at": law.known_at.isoformat()},
        columns=CHANGE_COLUMNS,
        rows=[_change_record(law, change) for change in found],
        nested={"changes": [_nested_change(law, change) for change in found]},
        structures=_structures(law, found),
    )


def _change_record(law: CompiledLaw, change: LawChange) -> dict[str, str]:
    row, act, substance = change.row, change.instrument, law.substances[change.row.substance]
    moved = change.old_row if change.kind == "moved" else None
    return {
        "on": _as_known(change.on, change.date_precision),
        "date_precision": change.date_precision,
        "date_confidence": change.date_confidence,
        "change": change.kind,
        "jurisdiction": row.list.jurisdiction or "",
        "list": row.list.key,
        "from_list": moved.list.key if moved else "",
        "entry": row.entry,
        "printed_name": row.printed_name,
        "substance": substance.key,
        "name": substance.name,
        "cas": SEPARATOR.join(cas_numbers(law).get(substance.key, ())),
        "changed": SEPARATOR.join(change.facts),
        "instrument": act.key if act else "",
        "citation": act.citation if act else "",
    }


def _as_known(day: date | None, precision: str) -> str:
    return str(day.year) if day and precision == "year" else iso(day)


def _nested_change(law: CompiledLaw, change: LawChange) -> dict[str, Any]:
    """One change with both sides of it, and each fact that differs before and after."""
    both = {side: listing(row) for side, row in (("before", change.old_row), ("after", change.new_row)) if row}
    facts = {
        name: {"before": fact_words(change.old_row, name), "after": fact_words(change.new_row, name)}
        for name in change.facts
        if change.old_row and change.new_row
    }
    return _change_record(law, change) | {"changed": facts} | both


def _structures(law: CompiledLaw, found: Sequence[LawChange]) -> list[SdRecord]:
    texts: dict[str, list[str]] = {}
    for change in found:
        citation = f", {change.instrument.citation}" if change.instrument else ""
        on = _as_known(change.on, change.date_precision)
        text = f"{on} {change.list.jurisdiction} {change.list.category}: {change.kind}{citation}"
        texts.setdefault(change.row.substance, []).append(text)
    touched = [law.substances[key] for key in texts if law.substances[key].smiles]
    return [
        SdRecord(
            substance.smiles,
            substance.name,
            {
                "substance": substance.key,
                "name": substance.name,
                "cas": SEPARATOR.join(cas_numbers(law).get(substance.key, ())),
                "inchikey": substance.inchikey,
                "changes": "\n".join(texts[substance.key]),
            },
        )
        for substance in sorted(touched, key=lambda substance: substance.name.casefold())
    ]


LIST_COLUMNS = (
    *("list", "title", "jurisdiction", "category", "branch", "edition", "complete", "entries"),
    *map(str, Confidence),
    *("checked_on", "checked_by", "days_since", "stale_after_days", "stale", "check_next", "duties"),
)


def lists_file(law: CompiledLaw, today: date, statuses: Sequence[ListStatus]) -> LawFile:
    """Return the lists: a row each; in JSON with the duties that each lays on whom it binds."""
    records = [_list_record(law, status) for status in statuses]
    return LawFile(
        name=f"lists-{today}",
        head={"as_of": today.isoformat(), "known_at": law.known_at.isoformat()},
        columns=LIST_COLUMNS,
        rows=[{name: _cell(value) for name, value in record.items()} for record in records],
        nested={
            "lists": [
                record | {"duties": list(map(_duty, _duties(law, status.control_list.key)))}
                for status, record in zip(statuses, records, strict=True)
            ]
        },
    )


def _list_record(law: CompiledLaw, status: ListStatus) -> dict[str, Any]:
    control_list = status.control_list
    return {
        "list": control_list.key,
        "title": control_list.title,
        "jurisdiction": control_list.jurisdiction.key if control_list.jurisdiction else "",
        "category": control_list.category,
        "branch": control_list.branch,
        "edition": status.sha256,
        "complete": status.complete,
        "entries": status.entries,
        **{name: round(share, 3) for name, share in status.shares.items()},
        "checked_on": iso(control_list.checked_on),
        "checked_by": control_list.checked_by,
        "days_since": status.days,
        "stale_after_days": control_list.stale_after_days,
        "stale": status.stale,
        "check_next": control_list.check_next,
        "duties": len(_duties(law, control_list.key)),
    }


def _cell(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _duties(law: CompiledLaw, key: str) -> tuple[CompiledObligation, ...]:
    return law.lists[key].obligations if key in law.lists else ()


def _duty(duty: CompiledObligation) -> dict[str, Any]:
    return {
        "action": duty.action,
        "text": duty.text,
        "operations": sorted(duty.operations),
        "destinations": duty.destinations.title if duty.destinations else "",
        "since": iso(duty.since),
        "until": iso(duty.until),
        "clock": duty.clock.words if duty.clock else "",
        "clock_citation": duty.clock.citation if duty.clock else "",
        "citation": duty.citation,
        "confidence": duty.confidence,
    }
