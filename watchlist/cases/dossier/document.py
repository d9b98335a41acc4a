"""The document that the pages of a dossier show, in the order of the pages: every text ready to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from watchlist.cases.dossier.document_lines import Laws, line_of, short_line
from watchlist.cases.dossier.lines import full_lines
from watchlist.cases.events import EVENTS, counts_text, spans
from watchlist.cases.judgement_models import (
    DISPOSITION_LABELS,
    JUDGED_LABELS,
    OBSTACLE_LABELS,
    OVERRIDE_LABELS,
    REASON_LABELS,
    ROUTE_RESULT_LABELS,
    THE_LINE,
)
from watchlist.engine.decision import country_name
from watchlist.engine.reports import (
    ACTIONS,
    DECISIONS,
    SEVERITIES,
    VERDICTS,
    all_visible,
    counted,
    day,
    engine_parts,
    held_lists,
    instant,
    point_of_view,
    warnings,
    words_for,
)
from watchlist.engine.texts import in_english
from watchlist.screenings import read_coverage

STATES: Final = {
    "pending": "Nobody has taken it",
    "investigating": "Under investigation",
    "on_hold": "On hold",
    "awaiting_authority": "Waits for an authority",
    "closed": "Closed",
}
ANSWERS: Final = {"agreed": "agreed", "refused": "refused", "": "not answered yet"}
STEPS: Final = {
    "done": "done",
    "undone": "not done after all",
    "moved": "moved",
    "lapsed": "lapsed: no finding lays it",
}


MOST_DRAWN: Final = 200
MOST_LISTED: Final = 2_000
MOST_EVENTS: Final = 2_000
Part = Mapping[str, Any]
Rows = list[list[str]]


def document_of(sealed: Part, sha256: str) -> dict[str, Any]:
    """Return what the pages show of a signed file, of which this is the hash: in English, whoever asks."""
    with in_english():
        return _document_of(sealed, sha256)


def _document_of(sealed: Part, sha256: str) -> dict[str, Any]:
    parts, laws = all_visible(sealed["parts"]), Laws()
    case, made, lines = parts["case"], parts["made"], parts["lines"]
    judged, decided = _judgements(parts), _line_decisions(parts)
    papers = {str(paper["id"]): paper["number"] for paper in parts["authorisations"]}
    drawn, listed = lines["in_full"][:MOST_DRAWN], full_lines(lines["in_full"][MOST_DRAWN:])
    return {
        "number": case["number"],
        "title": case["title"],
        "at": made["at"],
        "made": f"{instant(made['at'])} by {made['by']}",
        "sha256": sha256,
        "key_id": sealed["signature"]["key_id"],
        "holds_reports": made["holds_reports"],
        "notes": [*made["notes"], *_budget(lines)],
        "decision": _decision(parts),
        "said": _dispositions(parts),
        "papers": papers_of(parts),
        "shipment": _shipment(parts),
        "lines": [line_of(line, judged, laws) | {"decided": decided.get(line.line, [])} for line in full_lines(drawn)],
        "others": [short_line(line.line, line.declared, line.verdict) for line in listed]
        + [short_line(entry["line"], entry["declared"], entry["verdict"]) for entry in lines["in_short"][:MOST_LISTED]],
        "rulings": rulings_of(parts),
        "route_checks": route_checks_of(parts),
        "questions": list(map(_question, parts.get("questions", ()))),
        "laws": laws.quoted,
        "asked": laws.duties,
        "duties": _duties(parts),
        "events": [_event(event, papers) for event in parts["events"][-MOST_EVENTS:]],
        "reports": list(map(_report, parts.get("reports", ()))),
        "files": [[file["name"], f"{file['size']:,} bytes", file["sha256"]] for file in parts["files"]],
        "rests_on": _rests_on(parts),
        "digests": [[name, digest] for name, digest in sealed["digests"].items()],
    }


def _budget(lines: Part) -> Iterator[str]:
    """Yield a sentence for each thing that the signed file holds and these pages leave out."""
    if (more := len(lines["in_full"]) - MOST_DRAWN) > 0:
        yield f"{counted(more, 'line')} in full in the signed file stand on these pages in a table only."
    if (more := len(lines["in_short"]) - MOST_LISTED) > 0:
        yield f"{counted(more, 'line')} in short in the signed file are not on these pages."


def _decision(parts: Part) -> Rows:
    case, counts = parts["case"], parts["lines"]["counts"]
    by_verdict = ", ".join(f"{number:,} {words_for(VERDICTS, verdict).lower()}" for verdict, number in counts.items())
    return _filled(
        ("State", words_for(STATES, case["state"])),
        ("Disposition", words_for(DISPOSITION_LABELS, case["disposition"]) if case["disposition"] else "None yet"),
        ("Lines by what became of them", counts_text(case.get("lines_by_word") or {})),
        ("Verdict of the screening", f"{words_for(VERDICTS, case['verdict'])}; {words_for(ACTIONS, case['action'])}"),
        ("Severity", words_for(SEVERITIES, case["severity"])),
        ("Lines", by_verdict),
        ("Judged", f"{case['lines_judged']:,} of {counted(case['lines_for_people'], 'line')} for a person"),
        ("Waiting for a second officer", f"{case['lines_waiting']:,}" if case["lines_waiting"] else ""),
        ("Officer", case["assignee"] or ""),
        ("Opened", instant(case["opened_at"])),
    )


def _dispositions(parts: Part) -> list[dict[str, str]]:
    """Return the dispositions and open releases, each with who, when, why, and the second officer's answer."""
    decisions = parts["decisions"]
    waiting = [
        {**release, "by": release["asked_by"], "at": release["asked_at"], "second": release}
        for release in decisions["releases_asked"]
    ]
    open_releases = [release for release in waiting if not release["answer"]]
    return [
        _statement(decision, _of_lines(words_for(DISPOSITION_LABELS, decision["word"]), decision))
        for decision in [*decisions["dispositions"], *_line_words(decisions), *open_releases]
    ]


def _of_lines(word: str, decision: Part) -> str:
    """Return a word with the lines that it is of, or with how many lines have which; the word alone of the whole."""
    if counts := decision.get("lines_by_word"):
        return f"{word}: {counts_text(counts)}"
    return f"{word}: {_numbered(decision['lines'])}" if decision.get("lines") else word


def _numbered(lines: Sequence[int]) -> str:
    return f"{'line' if len(lines) == 1 else 'lines'} {spans(lines)}"


def _line_words(decisions: Part) -> list[dict[str, Any]]:
    """Return the words on lines, those said at once as one, with the numbers of their lines."""
    groups: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    for row in decisions.get("line_dispositions", ()):
        key = (row["screening"], row["at"], row["by"], row["word"])
        groups.setdefault(key, {**row, "lines": []})["lines"].append(row["line"])
    return list(groups.values())


def _statement(row: Part, word: str) -> dict[str, str]:
    second = row["second"]
    return {
        "word": word,
        "who": f"{row['by']}, {instant(row['at'])}",
        "note": row["note"],
        "second": " ".join(filter(None, [_override(row.get("override")), _second(second) if second else ""])),
    }


def _override(override: Part | None) -> str:
    if not override:
        return ""
    missing = "; ".join(
        f"{words_for(OBSTACLE_LABELS, obstacle['kind']).lower()}: {obstacle['text']}"
        for obstacle in override["obstacles"]
    )
    reason = words_for(OVERRIDE_LABELS, override["reason"])
    confirmed = f"confirmed by {override['confirmed_by']}" if override["confirmed_by"] else "not confirmed yet"
    return f"Override: {reason}. {override['sentence']} ({override['by']}, {confirmed}.) What was missing: {missing}."


def _second(referral: Part) -> str:
    if not referral["answer"]:
        return f"Second officer: asked on {instant(referral['asked_at'])}, not answered yet."
    sentence = (
        f"{referral['answered_by']} {words_for(ANSWERS, referral['answer'])}, {instant(referral['answered_at'])}."
    )
    return f"Second officer: {sentence} {referral['answer_note']}".strip()


def _judgements(parts: Part) -> dict[int, list[dict[str, Any]]]:
    judged: dict[int, list[dict[str, Any]]] = {}
    for row in parts["decisions"].get("line_dispositions", ()):
        if row["screening"] == parts["lines"]["screening"]:
            statement = _statement(row, words_for(DISPOSITION_LABELS, row["word"]))
            judged.setdefault(row["line"], []).append({**statement, "finding": THE_LINE})
    for row in parts["decisions"]["judgements"]:
        if row["screening"] == parts["lines"]["screening"]:
            because = f": {words_for(REASON_LABELS, row['reason']).lower()}" if row["reason"] else ""
            statement = _statement(row, words_for(JUDGED_LABELS, row["holds"]) + because)
            judged.setdefault(row["line"], []).append({**statement, "finding": row["finding"]})
    return judged


def _line_decisions(parts: Part) -> dict[int, list[str]]:
    """Return by line the head that people's decisions give it: what they made of it, and who, when and why."""
    return {
        row["line"]: [
            f"{words_for(DECISIONS, row['word'])}: {row['about']}",
            "; ".join(filter(None, (_who_decided(row), row["reason"], row["note"]))),
        ]
        for row in parts["decisions"].get("lines", ())
    }


def _who_decided(row: Part) -> str:
    agreed = f", agreed by {', '.join(row['agreed_by'])}" if row["agreed_by"] else ""
    return f"{', '.join(row['by'])}{agreed}, {instant(row['at'])}"


def _shipment(parts: Part) -> Rows:
    case, shipment = parts["case"], parts["shipment"]
    declared = [(name.replace("_", " ").capitalize(), str(value)) for name, value in shipment["declared"].items()]
    return _filled(
        ("Reference", shipment["reference"]),
        ("File", shipment["file"]),
        ("SHA-256 of the file", shipment["sha256"]),
        ("Received", f"{instant(shipment['received_at'])} by {shipment['received_by']}"),
        ("Route", case["route"]),
        ("Parties", "; ".join(case["parties"])),
        *declared,
        (
            "Screenings",
            "; ".join(
                f"{instant(screening['made_at'])} by {screening['made_by']}" for screening in parts["screenings"]
            ),
        ),
    )


def _duties(parts: Part) -> list[dict[str, Any]]:
    return [
        {
            "text": duty["text"][:1].upper() + duty["text"][1:],
            "cited": ", ".join(filter(None, (duty["jurisdiction"], duty["citation"]))),
            "doubt": "" if duty["confidence"] == "confirmed" else duty["confidence"],
            "due": f"Due {day(duty['due_on'])}" if duty["due_on"] else (duty["clock"] or "No clock runs"),
            "steps": list(map(_step, duty["steps"])),
        }
        for duty in parts["duties"]
    ]


def _step(step: Part) -> str:
    to = f" to {day(step['due_on'])}" if step["due_on"] else ""
    why = f": {step['reason']}" if step["reason"] else ""
    return f"{words_for(STEPS, step['kind']).capitalize()}{to}, {step['by']}, {instant(step['at'])}{why}"


def _event(event: Part, papers: Mapping[str, str]) -> list[str]:
    values = {name: _fact(name, value, papers) for name, value in event["facts"].items() if value not in ("", None)}
    facts = "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in values.items())
    word = words_for(EVENTS, event["verb"])[:1].upper() + words_for(EVENTS, event["verb"])[1:]
    mark = " (restricted)" if event["restricted"] else ""
    return [instant(event["at"]), event["by"], word + mark, event["text"], facts]


def _fact(name: str, value: Any, papers: Mapping[str, str]) -> str:
    """Return a fact of an event: findings from 1, as these pages count them; of many lines the first spans."""
    if name == "authorisations":
        return ", ".join(papers.get(key, key) for key in value.split())
    if name == "word":
        return words_for(DISPOSITION_LABELS | JUDGED_LABELS, value).lower()
    if name == "override":
        return words_for(OVERRIDE_LABELS, value).lower()
    if name == "counts":
        return counts_text(value)
    if name == "finding":
        return "the line as a whole" if value == THE_LINE else str(value + 1)
    return spans(value) if isinstance(value, list) and name == "lines" else str(value)


def _report(report: Part) -> dict[str, str]:
    reference = f", {report['reference']}" if report["reference"] else ""
    return {
        "to": f"{report['authority']} ({report['jurisdiction']}), sent {day(report['sent_on'])}{reference}",
        "text": report["text"],
        "by": f"{report['by']}, {instant(report['at'])}",
    }


def _rests_on(parts: Part) -> dict[str, Any]:
    last = next(screening for screening in parts["screenings"] if screening["id"] == parts["lines"]["screening"])
    coverage = read_coverage(last["coverage"])
    on, known_at = point_of_view(coverage)
    lists = [
        [row.jurisdiction or "", row.title, row.edition, row.sha256, row.stale or row.verified]
        for row in held_lists(coverage)
    ]
    engine = [[part.replace("_", " "), version] for part, version in engine_parts(coverage) if version]
    return {
        "view": f"Law of {on}, as known {known_at}",
        "warnings": list(warnings(coverage)),
        "lists": lists,
        "engine": engine,
        "records": parts["lines"]["sha256"],
    }


def _filled(*rows: tuple[str, str]) -> Rows:
    return [[label, text] for label, text in rows if text]


KINDS: Final = {
    "licence": "Licence",
    "permit": "Permit",
    "registration": "Registration",
    "import_authorisation": "Import authorisation",
    "export_authorisation": "Export authorisation",
}


def papers_of(parts: Part) -> list[list[str]]:
    """Return a row for each document that a release names: which, whose, until when, what was taken of it."""
    return [
        [
            f"{KINDS.get(paper['kind'], paper['kind'])} {paper['number']} ({paper['jurisdiction']})",
            f"{paper['holder']}, by {paper['authority']}",
            "; ".join(_terms(paper)),
            "; ".join(
                f"{use['amount'] or 'The consignment'} taken by {use['by']}, {instant(use['at'])}"
                for use in paper["uses"]
            )
            or "Nothing yet",
        ]
        for paper in parts["authorisations"]
    ]


def _terms(paper: Part) -> Iterator[str]:
    yield f"from {day(paper['valid_from'])}"
    if paper["valid_until"]:
        last = date.fromisoformat(paper["valid_until"]) - timedelta(days=1)
        yield f"the last day {day(last.isoformat())}"
    if paper["revoked_on"]:
        yield f"revoked from {day(paper['revoked_on'])}"
    if paper["quantity"]:
        yield f"{paper['quantity']} in all"
    if paper["single_use"]:
        yield "for one consignment"


def rulings_of(parts: Part) -> list[dict[str, str]]:
    """Return the suppressions and determinations: until when, of what, who asked and why, who agreed."""
    rulings = parts["rulings"]
    aside = [
        _ruling(ruling, "set aside", f"{ruling['entry'] or ruling['code']}. {ruling['note']}")
        for ruling in rulings["suppressions"]
    ]
    return [
        *aside,
        *(
            _ruling(
                ruling,
                "determined",
                f"{ruling['product']}, {ruling['composition']}: {ruling['required']}. {ruling['note']}",
            )
            for ruling in rulings["determinations"]
        ),
    ]


def route_checks_of(parts: Part) -> list[dict[str, str]]:
    """Return what was checked of countries on the route: the result, for what and until when, by whom and by what."""
    rows = parts.get("route_checks", ())  # dossiers from before format 6 have none
    latest = {row["country"]: row["number"] for row in rows if row["scope"] == "shipment"}
    return [_route_check(row, latest) for row in rows]


def _route_check(row: Part, latest: Mapping[str, str]) -> dict[str, str]:
    result = words_for(ROUTE_RESULT_LABELS, row["result"]).lower()
    is_any = row["scope"] == "any"
    is_replaced = not is_any and latest[row["country"]] != row["number"]
    ends = (_second(row) if is_any else "", "A later check took its place." if is_replaced else "", _withdrawn(row))
    return {
        "word": f"{row['number']}: law of {country_name(row['country'])}, {result}, until {day(row['until'])}",
        "who": f"{row['asked_by']}, {instant(row['asked_at'])}",
        "note": f"For {_scope(row)}. Source: {row['note'].rstrip('.')}.{_permit(row)}",
        "second": " ".join(filter(None, ends)),
    }


def _scope(row: Part) -> str:
    if row["scope"] == "shipment":
        return "this shipment alone"
    names = ", ".join(substance["name"] for substance in row["substances"])
    return f"any shipment of {names or 'any goods'}"


def _permit(row: Part) -> str:
    number, sha256 = row["permit_number"], row["permit_sha256"]
    return f" Permit {number}, a file of SHA-256 {sha256}." if number else ""


def _withdrawn(row: Part) -> str:
    if not row["withdrawn_at"]:
        return ""
    return f"Withdrawn by {row['withdrawn_by']}, {instant(row['withdrawn_at'])}: {row['withdrawal_note']}"


def _question(row: Part) -> dict[str, str]:
    """Return a question to a shipper: when it was sent to whom, its text, and what was answered."""
    lines = f", {_numbered(row['lines'])}" if row["lines"] else ""
    sent = f"sent on {day(row['sent_on'])} to {row['sent_to']} by {row['sent_by']}" if row["sent_on"] else "not sent"
    due = f"an answer was due by {day(row['due_on'])}" if row["due_on"] else ""
    file = f" With a file of SHA-256 {row['file']}." if row["file"] else ""
    answer = f"Answered on {day(row['answered_on'])}, written by {row['answered_by']}: {row['answer']}{file}"
    withdrawn = f"Withdrawn by {row['withdrawn_by']}, {instant(row['withdrawn_at'])}: {row['withdrawal_note']}"
    ends = (answer if row["answered_on"] else "", withdrawn if row["withdrawn_at"] else "")
    return {
        "word": f"{row['number']}{lines}",
        "who": "; ".join(filter(None, (f"{row['by']}, {instant(row['at'])}", sent, due))),
        "note": row["text"],
        "second": " ".join(filter(None, ends)) or ("Not answered." if row["sent_on"] else ""),
    }


def _ruling(ruling: Part, word: str, note: str) -> dict[str, str]:
    agreed = f"{ruling['answered_by']} agreed, {instant(ruling['answered_at'])}"
    second = f"Second officer: {agreed}. {ruling['answer_note']}".strip()
    ended = (
        f" Withdrawn by {ruling['withdrawn_by']}, {instant(ruling['withdrawn_at'])}." if ruling["withdrawn_at"] else ""
    )
    return {
        "word": f"{ruling['number']}: {word} until {day(ruling['until'])}",
        "who": f"{ruling['asked_by']}, {instant(ruling['asked_at'])}",
        "note": note,
        "second": second + ended,
    }
