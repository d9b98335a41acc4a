"""What must agree within a dossier: lines with counts, structures with keys, events with the audit."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import orjson

from chemistry.structures import Examined, Refused, StructureText
from watchlist.cases.dossier.checks_beside import beside
from watchlist.cases.dossier.checks_of_two import Parts, Seen, authorisations, decisions, rulings
from watchlist.cases.dossier.lines import full_lines, left_out, record_digest
from watchlist.cases.dossier.links import RESTRICTED, body_of, broken
from watchlist.engine.answer import Line
from watchlist.engine.workers.identities import identified
from watchlist.screenings.stored_answers import counts_by_verdict, read_summary


def lines(parts: Parts) -> Seen:
    """Compare the records with their digests, the counts with the summary, and all with the digest of the lines."""
    held = parts["lines"]
    full, short = held["in_full"], held["in_short"]
    answers = full_lines(full)
    altered = [line.line for line, one in zip(answers, full, strict=True) if not _is_as_stored(one)]
    wrong = [f"the record of line {number} was altered" for number in altered]
    if left_out(held["counts"], [line.verdict for line in answers], short) != held["left_out"]:
        wrong.append("the lines do not add up to their counts")
    summaries = {one["id"]: one["summary"] for one in parts["screenings"]}
    counted = counts_by_verdict(read_summary(summaries[held["screening"]]))
    counts = {str(verdict): number for verdict, number in counted.items()}
    if any(counts[verdict] != number for verdict, number in held["counts"].items()):
        wrong.append("the counts are not those of the summary")
    if not held["left_out"] and _whole(answers, full, short) != held["sha256"]:
        wrong.append("the lines are not those of the digest")
    total = sum(held["counts"].values())
    return wrong, f"{total:,} lines, {len(full):,} in full and {len(short):,} in short, as counted"


def _is_as_stored(one: Mapping[str, Any]) -> bool:
    return bool(one["sha256"] == record_digest(orjson.dumps(one["record"]).decode()))


def _whole(answers: Sequence[Line], full: Sequence[Mapping[str, Any]], short: Sequence[Mapping[str, Any]]) -> str:
    """Return the digest of all lines; `answers` are those that stand in full."""
    numbered = [(line.line, one["sha256"]) for line, one in zip(answers, full, strict=True)]
    numbered += [(one["line"], one["sha256"]) for one in short]
    return hashlib.sha256("".join(f"{digest}\n" for _, digest in sorted(numbered)).encode()).hexdigest()


def structures(parts: Parts) -> Seen:
    """Compute the InChIKey of each structure anew, and compare it with the one that stands beside it."""
    pairs = dict.fromkeys(pair for line in full_lines(parts["lines"]["in_full"]) for pair in _structures(line))
    found = identified(drawn for drawn, _ in pairs)
    wrong = [f"{drawn.text} has not the InChIKey {key}" for drawn, key in pairs if _inchikey(found[drawn]) != key]
    return wrong, f"{len(pairs)} structures have the InChIKey that stands beside them"


def _structures(line: Line) -> Iterator[tuple[StructureText, str]]:
    for resolution in line.resolution:
        if resolution.smiles and resolution.inchikey:
            yield StructureText(resolution.smiles, "smiles"), resolution.inchikey


def _inchikey(found: Examined | Refused) -> str:
    return found.identity.inchikey if isinstance(found, Examined) else ""


def audit(parts: Parts) -> Seen:
    """Check the links of the audit chain, and that each event of the case stands in it word for word."""
    if "audit" not in parts:
        return [], "the links of the audit chain are not in this dossier"
    links = parts["audit"]
    wrong = list(broken(links))
    held = Counter((link["at"], link["actor"], link["verb"], _said(link)) for link in links)
    for event in parts["events"]:
        verb = RESTRICTED if event["restricted"] else event["verb"]
        told = (event["at"], event["by"], verb, body_of(event))
        held[told] -= 1
        if held[told] < 0:
            wrong.append(f"the audit holds no such event: {event['verb']}, {event['at']}")
    return wrong, f"{len(links)} links hold, and each of {len(parts['events'])} events stands in them"


def _said(link: Mapping[str, Any]) -> str:
    body: str = link["body"]
    return str(json.loads(body)["sha256"]) if link["verb"] == RESTRICTED else body


CONTENT: Final[dict[str, Callable[[Parts], Seen]]] = {
    "lines": lines,
    "structures": structures,
    "audit chain": audit,
    "audit beside it": beside,
    "rulings": rulings,
    "decisions": decisions,
    "authorisations": authorisations,
}
