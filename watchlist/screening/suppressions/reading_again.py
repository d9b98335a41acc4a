"""A stored line as it is found by the law of now: what is laid down is laid down of that, and of nothing older."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from watchlist.engine.answer_codec import as_mapping
from watchlist.engine.decision.findings import Finding
from watchlist.engine.identification.records import Conflict
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.reading.parties import party_key
from watchlist.errors import LookAgain
from watchlist.scheduling.compile import law_known_at
from watchlist.screening.models import ScreenedLine
from watchlist.screening.rescreen.answering import run_of
from watchlist.screening.rescreen.rebuilding import asked_of, declared_line
from watchlist.temporal import last_tick

Record = Mapping[str, Any]
SAME: Final = ("entry", "tier", "certainty", "valid_from", "read_from")


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """What a stored line meets by the law as known now, whether it counts or not."""

    law: CompiledLaw
    record: Record
    findings: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def consignor(self) -> str:
        """Return the key of who sends; "" where the line does not say."""
        return party_key(self.record["fields"].get("consignor", ""))

    @property
    def consignee(self) -> str:
        """Return the key of who is sent; "" where the line does not say."""
        return party_key(self.record["fields"].get("consignee", ""))

    def finding(self, position: int) -> Finding:
        """Return the finding that stands at a position of the record. Raises `LookAgain` where it is none any more."""
        stored = _at(self.record["findings"], position)
        for finding in self.findings:
            told = as_mapping(finding.as_record(self.law.substances[finding.scheduling.substance]))
            if all(told[name] == stored[name] for name in SAME) and _rule(told) == _rule(stored):
                return finding
        raise LookAgain(_("The law or the reading is another than on this line: screen it again, and ask there."))

    def conflict(self, position: int) -> Conflict:
        """Return the conflict that stands at a position of the record. Raises `LookAgain` where it is none any more."""
        stored = _at(self.record["conflicts"], position)
        for conflict in self.conflicts:
            if (conflict.code, list(conflict.fields)) == (stored["code"], stored["fields"]):
                return conflict
        raise LookAgain(_("The fields of this line conflict no more: screen it again."))


def found_again(line: ScreenedLine) -> FoundAgain:
    """Return what a stored line meets by the law as known now, asked as its file was."""
    record = json.loads(line.record)
    tick = last_tick()
    law = law_known_at(tick)
    run = run_of(law, asked_of({line.screening_id})[line.screening_id], [declared_line(record)], None, tick)
    (asked,) = run.asked()
    counted = run.counted(asked)
    findings = (*counted.findings, *(finding for finding, _ in counted.findings_aside))
    conflicts = (*counted.conflicts, *(conflict for conflict, _ in counted.conflicts_aside))
    return FoundAgain(law, record, findings, conflicts)


def _at(records: list[Record], position: int) -> Record:
    if not 0 <= position < len(records):
        raise LookAgain(_("The line has no such finding."))
    return records[position]


def _rule(record: Record) -> tuple[str, str] | None:
    rule = record.get("rule")
    return (rule["key"], rule["version"]) if rule else None
