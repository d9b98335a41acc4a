"""What changed in the law between two days, as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from chemistry.sdf import SdRecord
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.law.matrix import cas_numbers
from watchlist.exports.law_files import SEPARATOR, LawFile, listing
from watchlist.law_store.changes import LawChange, fact_words

COLUMNS = (
    *("on", "date_precision", "date_confidence", "change", "jurisdiction", "list", "from_list", "entry"),
    *("printed_name", "substance", "name", "cas", "changed", "instrument", "citation"),
)


def changes_file(law: CompiledLaw, first: date, last: date, found: Sequence[LawChange]) -> LawFile:
    """Return the changes: a row each; in SDF a record for each substance touched, with all that changed for it."""
    return LawFile(
        name=f"changes-{first}-{last}",
        head={"after": first.isoformat(), "until": last.isoformat(), "known_at": law.known_at.isoformat()},
        columns=COLUMNS,
        rows=[_row(law, change) for change in found],
        nested={"changes": [_nested(law, change) for change in found]},
        structures=_structures(law, found),
    )


def _row(law: CompiledLaw, change: LawChange) -> dict[str, str]:
    row, act, substance = change.row, change.instrument, law.substances[change.row.substance]
    moved = change.old_row if change.kind == "moved" else None
    return {
        "on": _on(change),
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


def _on(change: LawChange) -> str:
    return str(change.on.year) if change.date_precision == "year" else change.on.isoformat()


def _nested(law: CompiledLaw, change: LawChange) -> dict[str, Any]:
    """One change with both sides of it, and each fact that differs before and after."""
    both = {side: listing(row) for side, row in (("before", change.old_row), ("after", change.new_row)) if row}
    facts = {
        name: {"before": fact_words(change.old_row, name), "after": fact_words(change.new_row, name)}
        for name in change.facts
        if change.old_row and change.new_row
    }
    return _row(law, change) | {"changed": facts} | both


def _structures(law: CompiledLaw, found: Sequence[LawChange]) -> list[SdRecord]:
    texts: dict[str, list[str]] = {}
    for change in found:
        citation = f", {change.instrument.citation}" if change.instrument else ""
        text = f"{_on(change)} {change.list.jurisdiction} {change.list.category}: {change.kind}{citation}"
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
        for substance in sorted(touched, key=lambda of: of.name.casefold())
    ]
