"""What must agree within a dossier: lines with counts, structures with keys, events with the audit."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import orjson

from chemistry.structures import Examination, StructureRefusal, StructureText
from watchlist.cases.dossier.checks_related_links import related_links
from watchlist.cases.dossier.checks_two_person import CheckResult, Parts, authorisations, decisions, rulings
from watchlist.cases.dossier.lines import full_lines, left_out, record_digest
from watchlist.cases.dossier.links import RESTRICTED, body_of, link_faults
from watchlist.engine.answer import Line
from watchlist.engine.workers.identities import identified
from watchlist.screenings.stored_answers import counts_by_verdict, read_summary


def lines(parts: Parts) -> CheckResult:
    """Compare the records with their digests, the counts with the summary, and all with the digest of the lines."""
    part = parts["lines"]
    full, short = part["in_full"], part["in_short"]
    answers = full_lines(full)
    altered = [line.line for line, entry in zip(answers, full, strict=True) if not _is_as_stored(entry)]
    wrong = [f"the record of line {number} was altered" for number in altered]
    if left_out(part["counts"], [line.verdict for line in answers], short) != part["left_out"]:
        wrong.append("the lines do not add up to their counts")
    summaries = {screening["id"]: screening["summary"] for screening in parts["screenings"]}
    counted = counts_by_verdict(read_summary(summaries[part["screening"]]))
    counts = {str(verdict): number for verdict, number in counted.items()}
    if any(counts[verdict] != number for verdict, number in part["counts"].items()):
        wrong.append("the counts are not those of the summary")
    if not part["left_out"] and _digest_of_all(answers, full, short) != part["sha256"]:
        wrong.append("the lines are not those of the digest")
    total = sum(part["counts"].values())
    return wrong, f"{total:,} lines, {len(full):,} in full and {len(short):,} in short, as counted"


def _is_as_stored(entry: Mapping[str, Any]) -> bool:
    return bool(entry["sha256"] == record_digest(orjson.dumps(entry["record"]).decode()))


def _digest_of_all(
    answers: Sequence[Line], full: Sequence[Mapping[str, Any]], short: Sequence[Mapping[str, Any]]
) -> str:
    """Return the digest of all lines; `answers` are those that stand in full."""
    numbered = [(line.line, entry["sha256"]) for line, entry in zip(answers, full, strict=True)]
    numbered += [(entry["line"], entry["sha256"]) for entry in short]
    return hashlib.sha256("".join(f"{digest}\n" for _, digest in sorted(numbered)).encode()).hexdigest()


def structures(parts: Parts) -> CheckResult:
    """Compute the InChIKey of each structure anew, and compare it with the one that stands beside it."""
    pairs = dict.fromkeys(pair for line in full_lines(parts["lines"]["in_full"]) for pair in _structures(line))
    found = identified(drawn for drawn, _ in pairs)
    wrong = [f"{drawn.text} has not the InChIKey {key}" for drawn, key in pairs if _inchikey(found[drawn]) != key]
    return wrong, f"{len(pairs)} structures have the InChIKey that stands beside them"


def _structures(line: Line) -> Iterator[tuple[StructureText, str]]:
    for resolution in line.resolution:
        if resolution.smiles and resolution.inchikey:
            yield StructureText(resolution.smiles, "smiles"), resolution.inchikey


def _inchikey(found: Examination | StructureRefusal) -> str:
    return found.identity.inchikey if isinstance(found, Examination) else ""


def audit(parts: Parts) -> CheckResult:
    """Check the links of the audit chain, and that each event of the case stands in it word for word."""
    if "audit" not in parts:
        return [], "the links of the audit chain are not in this dossier"
    links = parts["audit"]
    wrong = list(link_faults(links))
    unmatched = Counter((link["at"], link["actor"], link["verb"], _event_body(link)) for link in links)
    for event in parts["events"]:
        verb = RESTRICTED if event["restricted"] else event["verb"]
        key = (event["at"], event["by"], verb, body_of(event))
        unmatched[key] -= 1
        if unmatched[key] < 0:
            wrong.append(f"the audit holds no such event: {event['verb']}, {event['at']}")
    return wrong, f"{len(links)} links hold, and each of {len(parts['events'])} events stands in them"


def _event_body(link: Mapping[str, Any]) -> str:
    body: str = link["body"]
    return str(json.loads(body)["sha256"]) if link["verb"] == RESTRICTED else body


CONTENT: Final[dict[str, Callable[[Parts], CheckResult]]] = {
    "lines": lines,
    "structures": structures,
    "audit chain": audit,
    "audit beside it": related_links,
    "rulings": rulings,
    "decisions": decisions,
    "authorisations": authorisations,
}
