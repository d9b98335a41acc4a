"""What must agree within a dossier: lines with counts, structures with keys, events with the audit."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import orjson

from chemistry import Examination, StructureText
from watchlist.audit import KEEP_RESTRICTED
from watchlist.cases.dossier.decisions import determination_references, reference_to
from watchlist.cases.dossier.lines import full_lines, left_out, record_digest
from watchlist.cases.dossier.links import USED, body_of, link_faults
from watchlist.cases.judgement_models import CONFIRMED, DISMISSED, IN_PART, RELEASES
from watchlist.engine.answer import Line, RouteCheckRecord
from watchlist.engine.decision import amount_text
from watchlist.engine.vocabulary import Action, RouteResult, Verdict
from watchlist.engine.workers import identified
from watchlist.screenings import counts_by_verdict, read_summary

Part = Mapping[str, Any]
Parts = Mapping[str, Any]
REQUEST_FIELDS: Final = (
    *("kind", "tier", "certainty", "code", "about", "consignor", "consignee"),
    *("supplier", "product", "composition", "condition", "required", "until", "note"),
)
"""Fields of a request that the audit holds under the name that a dossier uses."""
DOCUMENT_FIELDS: Final = (
    *("kind", "number", "authority", "jurisdiction", "citation", "holder", "role"),
    *("quantity", "single_use", "valid_from", "valid_until"),
)
"""What the audit holds of a document, and a dossier too."""
ROUTE_CHECK_FIELDS: Final = ("country", "result", "note", "until", "permit_number", "permit_sha256")
"""What the audit holds of a route check under the name that a dossier uses."""
SETTLED: Final = {CONFIRMED: {CONFIRMED}, DISMISSED: {DISMISSED}, "in_part": {CONFIRMED, DISMISSED}}
"""What holds on findings of a line of which people said a word."""
CheckResult = tuple[list[str], str]
"""The faults found, and the sentence that reports success where there are none."""


def decisions(parts: Parts) -> CheckResult:
    """Check that nobody answered their own request, and that what needed a second officer had one."""
    part = parts["decisions"]
    of_lines = part.get("line_dispositions", [])  # dossiers from before format 5 have none
    rows = [*part["judgements"], *part["dispositions"], *of_lines]
    requests = [row["second"] for row in rows if row["second"]] + part["releases_asked"]
    wrong = [
        f"{request['asked_by']} answered his own question"
        for request in requests
        if request["answered_by"] == request["asked_by"]
    ]
    for row in part["dispositions"]:
        agreed = (row["second"] or {}).get("answer") == "agreed"
        by_lines = row.get("lines_by_word")
        if row["word"] in RELEASES and not by_lines and _was_controlled(parts, row["at"]) and not agreed:
            wrong.append(f"disposition {row['number']} released what is controlled without a second officer")
        override = row.get("override")  # dossiers from before format 4 have none
        if override and override["confirmed_by"] in (None, override["by"]):
            wrong.append(f"disposition {row['number']} went past what was missing and no second officer confirmed it")
    wrong += _wrong_of_lines(parts, of_lines)
    wrong += _wrong_of_decisions(part, parts["lines"]["screening"])
    last = part["dispositions"][-1]["word"] if part["dispositions"] else None
    if parts["case"]["disposition"] not in (None, last):
        wrong.append("the case is closed by another word than its last disposition")
    return wrong, f"{len(part['judgements'])} judgements and {len(part['dispositions'])} dispositions agree"


def _wrong_of_lines(parts: Parts, rows: Sequence[Part]) -> Iterator[str]:
    """Yield what is wrong of words on lines: a release of what is controlled by one, an override by one, the counts."""
    asks_two = {line.line for line in full_lines(parts["lines"]["in_full"]) if _asks_second(line)}
    for row in rows:
        of_last = row["screening"] == parts["lines"]["screening"]
        agreed = (row["second"] or {}).get("answer") == "agreed"
        if row["word"] in RELEASES and of_last and row["line"] in asks_two and not agreed:
            yield f"line {row['line']} is controlled, and was released without a second officer"
        override = row["override"]
        if override and override["confirmed_by"] in (None, override["by"]):
            yield f"line {row['line']} went past what was missing and no second officer confirmed it"
    last = {row["line"]: row["word"] for row in rows if row["screening"] == parts["lines"]["screening"]}
    stated, total = parts["case"].get("lines_by_word") or {}, sum(parts["lines"]["counts"].values())
    counts = Counter(last.values())
    if counts and parts["case"]["disposition"] and any(word in counts for word in RELEASES):
        counts[RELEASES[0]] += total - len(last)  # the lines that need no person go with what is released
    if +counts != Counter(stated):
        yield "the words on lines do not add up to their counts"


def _asks_second(line: Line) -> bool:
    return line.verdict == Verdict.CONTROLLED or line.action == Action.HOLD


def _wrong_of_decisions(part: Part, screening: str) -> Iterator[str]:
    """Yield each line of which something else is said than its judgements come to; older dossiers say nothing of it."""
    last: dict[int, dict[int, Part]] = {}
    for row in part["judgements"]:
        if row["screening"] == screening:
            last.setdefault(row["line"], {})[row["finding"]] = row
    for decision in part.get("lines", ()):
        rows = last.get(decision["line"], {}).values()
        holds = {row["holds"] for row in rows}
        seconds = {row["second"]["answered_by"] for row in rows if row["second"] and row["holds"] == DISMISSED}
        if not holds >= SETTLED.get(decision["word"], set()) or not seconds >= set(decision["agreed_by"]):
            yield f"line {decision['line']} is said to be {decision['word']}, and its judgements say otherwise"


def _was_controlled(parts: Parts, at: str) -> bool:
    """Say whether a screening that was done by then found something controlled, or that must be held."""
    done = [read_summary(screening["summary"]) for screening in parts["screenings"] if screening["made_at"] <= at]
    return any(summary.controlled or summary.by_action.get(Action.HOLD) for summary in done)


def rulings(parts: Parts) -> CheckResult:
    """Check that what is set aside, or met by a determination, was agreed to by a second person before the answer."""
    part, lines = parts["rulings"], full_lines(parts["lines"]["in_full"])
    rows = [*part["suppressions"], *part["determinations"]]
    wrong = [f"{row['number']} was not agreed to by another person" for row in rows if not _is_of_two(row)]
    made = {screening["id"]: screening["made_at"] for screening in parts["screenings"]}[parts["lines"]["screening"]]
    wrong += [f"{row['number']} was agreed to after the answer" for row in rows if row["answered_at"] > made]
    suppressed = [finding for line in lines for finding in line.suppressed]
    aside = {(finding.suppression, finding.by, finding.second, finding.until.isoformat()) for finding in suppressed}
    stated = {(row["id"], row["asked_by"], row["answered_by"], row["until"]) for row in part["suppressions"]}
    if aside != stated:
        wrong.append("what is suppressed is not what the suppressions say")
    if set(determination_references(lines)) != set(map(reference_to, part["determinations"])):
        wrong.append("what determinations meet is not what they say")
    return wrong, f"{len(stated)} suppressions and {len(part['determinations'])} determinations, each of two people"


def route_checks(parts: Parts) -> CheckResult:
    """Check that checks for any shipment are of two people, permits are among the files, and answers name them so."""
    if "route_checks" not in parts:
        return [], "what was checked of the route is not in this dossier by itself"
    rows, files = parts["route_checks"], {file["sha256"] for file in parts["files"]}
    wrong = []
    for row in rows:
        if row["scope"] == "any" and not _is_of_two(row):
            wrong.append(f"{row['number']} was not agreed to by another person")
        if (row["result"] == RouteResult.PERMIT) != bool(row["permit_number"] and row["permit_sha256"]):
            wrong.append(f"{row['number']} is a permit without its number and file, or has them and is none")
        if row["scope"] == "shipment" and row["permit_sha256"] and row["permit_sha256"] not in files:
            wrong.append(f"the permit of {row['number']} is no file of the case")
    stated = {row["number"]: _as_answers_name_it(row) for row in rows}
    for screening in parts["screenings"]:
        for task in read_summary(screening["summary"]).route_tasks or ():
            unlike = [check.check for check in task.checks if stated.get(check.check) != (task.country, check)]
            wrong += [f"{number} is not what an answer says of it" for number in unlike]
    return wrong, f"{len(rows)} route checks, those for any shipment of two people"


def _as_answers_name_it(row: Part) -> tuple[str, RouteCheckRecord]:
    """Return the country of a check, and the check as an answer names it."""
    return row["country"], RouteCheckRecord(
        id=int(row["number"].removeprefix("RC-")),
        check=row["number"],
        result=RouteResult.from_text(row["result"]),
        by=row["asked_by"],
        second=row["answered_by"] or "",
        checked_on=datetime.fromisoformat(row["asked_at"]).date(),
        until=date.fromisoformat(row["until"]),
        basis=row["note"],
        permit_number=row["permit_number"],
        all_goods=not row["substances"],
    )


def _is_of_two(row: Mapping[str, Any]) -> bool:
    return row["answer"] == "agreed" and bool(row["answered_by"]) and row["answered_by"] != row["asked_by"]


def authorisations(parts: Parts) -> CheckResult:
    """Check that each release under authorisation names documents that stand here, and that those were used."""
    papers, part = {paper["id"]: paper for paper in parts["authorisations"]}, parts["decisions"]
    used = {paper["document"] for paper in papers.values() if paper["uses"]}
    wrong = []
    for row in [*part["dispositions"], *part["releases_asked"], *part.get("line_dispositions", ())]:
        named = row["authorisations"]
        is_mixed = row["word"] == IN_PART  # it names those of its lines, if any
        if (not is_mixed and (row["word"] == RELEASES[1]) != bool(named)) or not set(named) <= set(papers):
            wrong.append(f"{row['word']} names authorisations that do not stand here")
    for row in part["dispositions"]:
        cited = [papers[key] for key in row["authorisations"] if key in papers]
        unused = [paper["number"] for paper in cited if paper["document"] not in used]
        wrong += [f"disposition {row['number']} names {number}, which was not used" for number in unused]
    if of_others := {use["case"] for paper in papers.values() for use in paper["uses"]} - {parts["case"]["number"]}:
        wrong.append(f"uses of another case stand here: {', '.join(sorted(of_others))}")
    return wrong, f"{len(papers)} authorisations, each named or used by a release of this case"


def lines(parts: Parts) -> CheckResult:
    """Compare the records with their digests, the counts with the summary, and all with the digest of the lines."""
    part = parts["lines"]
    full, short = part["in_full"], part["in_short"]
    answers = full_lines(full)
    wrong = [
        f"the record of line {line.line} was altered"
        for line, entry in zip(answers, full, strict=True)
        if entry["sha256"] != record_digest(orjson.dumps(entry["record"]).decode())
    ]
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


def _digest_of_all(
    answers: Sequence[Line], full: Sequence[Mapping[str, Any]], short: Sequence[Mapping[str, Any]]
) -> str:
    numbered = [(line.line, entry["sha256"]) for line, entry in zip(answers, full, strict=True)]
    numbered += [(entry["line"], entry["sha256"]) for entry in short]
    return hashlib.sha256("".join(f"{digest}\n" for _, digest in sorted(numbered)).encode()).hexdigest()


def structures(parts: Parts) -> CheckResult:
    """Compute the InChIKey of each structure anew, and compare it with the one that stands beside it."""
    resolutions = [resolution for line in full_lines(parts["lines"]["in_full"]) for resolution in line.resolution]
    pairs = dict.fromkeys(
        (StructureText(resolution.smiles, "smiles"), resolution.inchikey)
        for resolution in resolutions
        if resolution.smiles and resolution.inchikey
    )
    found = identified(drawn for drawn, _ in pairs)
    keys = {drawn: made.identity.inchikey for drawn, made in found.items() if isinstance(made, Examination)}
    wrong = [f"{drawn.text} has not the InChIKey {key}" for drawn, key in pairs if keys.get(drawn) != key]
    return wrong, f"{len(pairs)} structures have the InChIKey that stands beside them"


def audit(parts: Parts) -> CheckResult:
    """Check the links of the audit chain, and that each event of the case stands in it word for word."""
    if "audit" not in parts:
        return [], "the links of the audit chain are not in this dossier"
    links = parts["audit"]
    wrong = list(link_faults(links))
    unmatched = Counter((link["at"], link["actor"], link["verb"], _event_body(link)) for link in links)
    for event in parts["events"]:
        verb = KEEP_RESTRICTED if event["restricted"] else event["verb"]
        key = (event["at"], event["by"], verb, body_of(event))
        unmatched[key] -= 1
        if unmatched[key] < 0:
            wrong.append(f"the audit holds no such event: {event['verb']}, {event['at']}")
    return wrong, f"{len(links)} links hold, and each of {len(parts['events'])} events stands in them"


def _event_body(link: Mapping[str, Any]) -> str:
    body: str = link["body"]
    return str(json.loads(body)["sha256"]) if link["verb"] == KEEP_RESTRICTED else body


def related_links(parts: Parts) -> CheckResult:
    """Check the audit links of rulings, route checks and documents: what was requested, agreed to and used."""
    if "audit_beside" not in parts:
        return [], "the links of what it rests on are not in this dossier"
    links, rulings = parts["audit_beside"], parts["rulings"]
    wrong, papers = list(link_faults(links)), parts["authorisations"]
    by_target: dict[tuple[str, str], list[Part]] = {}
    for link in links:
        kind, key = link["target"]
        by_target.setdefault((kind, key), []).append(link)
    for kind, rows in (("suppression", rulings["suppressions"]), ("determination", rulings["determinations"])):
        for row in rows:
            wrong += _wrong_of_ruling(row, kind, by_target.pop((kind, row["number"]), []))
    checks = parts.get("route_checks", ())  # dossiers from before format 6 have none
    for row in checks:
        wrong += _wrong_of_route_check(row, by_target.pop(("routecheck", row["number"]), []))
    by_document: dict[str, list[Part]] = {}
    for paper in papers:
        by_document.setdefault(paper["document"], []).append(paper)
    for document, rows in by_document.items():
        wrong += _wrong_of_document(rows, by_target.pop(("authorisation", document), []))
    wrong += [f"links of {' '.join(target)} stand here, and it does not" for target in by_target]
    number = len(rulings["suppressions"]) + len(rulings["determinations"]) + len(checks) + len(by_document)
    return wrong, f"{len(links)} links hold, and each of {number} rulings, checks and documents stands in them"


def _wrong_of_ruling(row: Part, kind: str, links: Sequence[Part]) -> Iterator[str]:
    """Yield what differs from the audit of a ruling: requested, answered and, where it was, withdrawn; once each."""
    expected = [(f"ask_{kind}", row["asked_at"]), (f"{row['answer']}_{kind}", row["answered_at"])]
    expected += [(f"withdraw_{kind}", row["withdrawn_at"])] if row["withdrawn_at"] else []
    if [(link["verb"], link["at"]) for link in links] != expected:
        yield f"the audit tells otherwise what happened to {row['number']}, or when"
        return
    request, answer, *ends = [{"actor": link["actor"], **json.loads(link["body"])} for link in links]
    end = ends[0] if ends else {"actor": None, "note": ""}
    facts = {name: request.get(name, "") for name in REQUEST_FIELDS if name in row}
    if kind == "suppression" or "entry_key" in request:
        facts |= {"entry": request.get("entry_key", "")}
    if "required" in row and "required" not in request:
        del facts["required"]  # the audit keeps entry and test of a determination since they stand in dossiers
    facts |= {"asked_by": answer["asked_by"], "answered_by": answer["actor"], "answer_note": answer["note"]}
    facts |= {"withdrawn_by": end["actor"], "withdrawal_note": end["note"]}
    if not _has_facts(facts, row):
        yield f"{row['number']} is not what the audit says of it"


def _wrong_of_route_check(row: Part, links: Sequence[Part]) -> Iterator[str]:
    """Yield what differs from the audit of a route check: recorded, or requested and agreed to; and withdrawn."""
    is_any = row["scope"] == "any"
    expected = [("ask_routecheck" if is_any else "check_route", row["asked_at"])]
    expected += [(f"{row['answer']}_routecheck", row["answered_at"])] if is_any else []
    expected += [("withdraw_routecheck", row["withdrawn_at"])] if row["withdrawn_at"] else []
    if [(link["verb"], link["at"]) for link in links] != expected:
        yield f"the audit tells otherwise what happened to {row['number']}, or when"
        return
    bodies = [{"actor": link["actor"], **json.loads(link["body"])} for link in links]
    facts = {name: bodies[0][name] for name in ROUTE_CHECK_FIELDS}
    facts |= {"substances": json.loads(bodies[0]["substances"] or "[]"), "asked_by": bodies[0]["actor"]}
    facts["scope"] = "shipment" if bodies[0]["shipment"] else "any"
    answer = bodies[1] if is_any else {"asked_by": facts["asked_by"], "actor": None, "note": ""}
    end = bodies[-1] if row["withdrawn_at"] else {"actor": None, "note": ""}
    facts |= {"answered_by": answer["actor"], "answer_note": answer["note"]}
    facts |= {"withdrawn_by": end["actor"], "withdrawal_note": end["note"]}
    if not is_any:
        facts |= {"answer": "", "answered_at": None}
    if not _has_facts(facts, row):
        yield f"{row['number']} is not what the audit says of it"


def _wrong_of_document(rows: Sequence[Part], links: Sequence[Part]) -> Iterator[str]:
    """Yield what differs from the audit in the rows of one document, and in what this case used of it."""
    versions = {(link["at"], link["actor"]): facts for link, facts in _versions(links)}
    for row in rows:
        facts = versions.get((row["recorded_at"], row["recorded_by"]))
        if facts is None or not _has_facts({name: facts[name] for name in (*DOCUMENT_FIELDS, "revoked_on")}, row):
            yield f"{row['number']} is not on file as the audit says"
    used = [_use(link) for link in links if link["verb"] == USED]
    stated = [(use["at"], use["by"], use["case"], use["amount"]) for row in rows for use in row["uses"]]
    if sorted(used, key=str) != sorted(stated, key=str):
        yield f"of {rows[0]['number']} was used otherwise than the audit says"


def _versions(links: Sequence[Part]) -> Iterator[tuple[Part, dict[str, Any]]]:
    """Yield each link that wrote a document, with what was on file from then on: a revocation leaves the rest."""
    facts: dict[str, Any] = {"revoked_on": None}
    for link in links:
        if link["verb"] == USED:
            continue
        body = json.loads(link["body"])
        # What is on file has no blanks around it.
        written = {name: body[name] for name in DOCUMENT_FIELDS if name in body}
        facts |= {name: value.strip() if isinstance(value, str) else value for name, value in written.items()}
        facts |= {"revoked_on": body["on"]} if "on" in body else {}
        yield link, dict(facts)


def _use(link: Part) -> tuple[Any, ...]:
    body = json.loads(link["body"])
    amount = amount_text(body["amount"], body["measure"]) if body["measure"] else None
    return link["at"], link["actor"], body["case"], amount


def _has_facts(facts: Part, row: Part) -> bool:
    return all(row[name] == value for name, value in facts.items())


CONTENT: Final[dict[str, Callable[[Parts], CheckResult]]] = {
    "lines": lines,
    "structures": structures,
    "audit chain": audit,
    "audit beside it": related_links,
    "rulings": rulings,
    "route checks": route_checks,
    "decisions": decisions,
    "authorisations": authorisations,
}
