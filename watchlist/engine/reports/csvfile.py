"""One row a line, in columns that do not move, fit to be opened in a spreadsheet."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from watchlist.engine.answer import Coverage, Finding, Line, Record, Summary
from watchlist.engine.reports.findings import ordered_obligations, suppressed_phrase
from watchlist.engine.reports.proposals import includes_proposals, proposal_views, sentence
from watchlist.engine.reports.records import (
    as_declared,
    cited,
    correction_phrase,
    list_label,
    opened,
    read_as,
    unique,
    where_set,
)
from watchlist.engine.reports.traces import TracedSiteView, evidence, questions, site_in_words, site_views
from watchlist.engine.vocabulary import Bears

# The canonical fields of a line, in the order of the contract.
DECLARED = (
    *("name", "cas", "smiles", "inchi", "inchikey", "hs_code", "cn_code", "un_number"),
    *("quantity", "unit", "concentration", "product_form"),
    *("date", "order_date", "export_date", "arrival_date"),
    *("operation", "role", "origin", "destination", "transit", "operator_country"),
    *("consignor", "consignee", "remarks"),
)
SEPARATOR = "; "


def _joined(texts: Iterable[str]) -> str:
    return SEPARATOR.join(unique(texts))


def _of_findings(read: Callable[[Finding], str | None]) -> Callable[[Line], str]:
    return lambda line: _joined(read(finding) or "" for finding in line.findings)


def _field(name: str) -> Callable[[Line], str]:
    return lambda line: as_declared(line, name)


FROM_LINE: dict[str, Callable[[Line], str]] = {
    "line": lambda line: str(line.line),
    "key": lambda line: line.key,
    "verdict": lambda line: line.verdict,
    "action": lambda line: line.action,
    "severity": lambda line: line.severity,
    "depth": lambda line: line.depth,
    "explanation": lambda line: line.explanation,
    "read_as": lambda line: _joined(read_as(line)),
    "substances": _of_findings(lambda finding: finding.substance),
    "tiers": _of_findings(lambda finding: finding.tier),
    "forms": _of_findings(lambda finding: finding.form),
    "found_on": _of_findings(list_label),
    "entries": _of_findings(lambda finding: finding.entry),
    "citations": _of_findings(cited),
    "certainties": _of_findings(lambda finding: finding.certainty),
    "confidences": _of_findings(lambda finding: finding.confidence),
    "obligations": lambda line: _joined(duty for finding in line.findings for duty in ordered_obligations(finding)),
    "conflicts": lambda line: _joined(f"{conflict.code}: {conflict.detail}" for conflict in line.conflicts),
    "problems": lambda line: _joined(f"{problem.code}: {problem.detail}" for problem in line.problems),
    "suppressed": lambda line: _joined(map(suppressed_phrase, line.suppressed)),
} | {f"declared_{name}": _field(name) for name in DECLARED}


def _first_due(line: Line) -> str:
    """Return the first day on which a duty of findings that bear or may bear is due; empty where none tells one."""
    bearing = (finding for finding in line.findings if finding.bears != Bears.NO)
    records = (record for finding in bearing for record in where_set(finding.obligation_records, ()) or ())
    return min((record.due.isoformat() for record in records if record.due), default="")


# Behind the others, so that a column keeps its place.
FROM_TRACES: dict[str, Callable[[Line], str]] = {
    "reasons": _of_findings(lambda finding: finding.explanation),
    "rules": _of_findings(
        lambda finding: " ".join((finding.rule.key, finding.rule.version, *finding.rule.limbs)) if finding.rule else ""
    ),
    "sites": lambda line: _joined(_site(site) for finding in line.findings for site in site_views(finding)),
    "open_questions": lambda line: _joined(text for finding in line.findings for text in questions(finding)),
    "resemblance": lambda line: _joined(
        f"{label}: {text}" for finding in line.findings for label, text in evidence(finding)
    ),
    "peeled": lambda line: _joined(f"{word.kind}: {word.text}" for word in line.peeled),
    "request": lambda line: line.request,
    "corrections": lambda line: _joined(map(correction_phrase, line.corrections or ())),
    "first_due": _first_due,
}


# What people made of the line, of a stored screening alone: empty where nobody has judged it.
FROM_DECISIONS: dict[str, Callable[[Line], str]] = {
    "decision": lambda line: line.decision.word if line.decision else "",
    "decision_about": lambda line: line.decision.about if line.decision else "",
    "decided_by": lambda line: _joined(line.decision.by) if line.decision else "",
    "decision_agreed_by": lambda line: _joined(line.decision.agreed_by) if line.decision else "",
    "decided_at": lambda line: line.decision.at if line.decision else "",
    "decision_reason": lambda line: line.decision.reason if line.decision else "",
    "decision_note": lambda line: line.decision.note if line.decision else "",
    "decision_sentence": lambda line: line.decision.sentence if line.decision else "",
}


def _site(site: TracedSiteView) -> str:
    limb = f" ({site.limb})" if site.limb else ""
    return f"{site_in_words(site)}{limb}: {site.verdict.lower()}"


FROM_COVERAGE: dict[str, Callable[[Coverage], str]] = {
    "as_of": lambda coverage: coverage.as_of.isoformat(),
    "known_at": lambda coverage: coverage.known_at,
    "lists": lambda coverage: _joined(f"{held_list.key} {held_list.edition}" for held_list in coverage.lists),
    "stale_lists": lambda coverage: _joined(held_list.key for held_list in coverage.lists if held_list.stale),
    "not_held": lambda coverage: _joined(coverage.not_held),
    "stages": lambda coverage: _joined(coverage.stages),
}

# Last of all, and only where they were asked for.
PROPOSALS = "proposals"


def proposals(line: Line) -> str:
    """Return what is on the horizon of a line, each notice in one sentence."""
    return _joined(map(sentence, proposal_views(line)))


COLUMNS = (*FROM_LINE, *FROM_COVERAGE, *FROM_TRACES, *FROM_DECISIONS)


@dataclass(frozen=True, slots=True)
class CsvFile:
    """Writes RFC 4180 rows. The coverage stands on each, so a row taken out of the file still says what it rests on."""

    def write(self, records: Iterable[Record], out: IO[Any]) -> None:
        """Write the file."""
        out.writelines(self.texts(records))

    def texts(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield the file a row at a time."""
        coverage, rest = opened(records)
        rests_on = [inert(value(coverage)) for value in FROM_COVERAGE.values()]
        writer, with_proposals = csv.writer(_RowCatcher()), includes_proposals(coverage)
        yield writer.writerow((*COLUMNS, PROPOSALS) if with_proposals else COLUMNS)
        for record in rest:
            if not isinstance(record, Summary):
                of_line, traced = (
                    [inert(value(record)) for value in values.values()]
                    for values in (FROM_LINE, FROM_TRACES | FROM_DECISIONS)
                )
                ahead = [inert(proposals(record))] if with_proposals else []
                yield writer.writerow([*of_line, *rests_on, *traced, *ahead])


class _RowCatcher:
    """Takes a row as it is written, and hands it back: `writerow` returns what the file's `write` does."""

    def write(self, text: str) -> str:
        return text


def inert(cell: str) -> str:
    """`cell`, with an apostrophe before it where a spreadsheet could take it for a formula."""
    lead = cell[: len(cell) - len(cell.lstrip(" \u00a0\u3000\ufeff"))]
    first = unicodedata.normalize("NFKC", cell[len(lead) : len(lead) + 1])
    return f"'{cell}" if first and first[0] in "=+-@\t\r\n\u2212" else cell
