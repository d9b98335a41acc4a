"""What must agree with the audit of all that a dossier rests on: rulings of two people, and documents of a release."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from watchlist.cases.dossier.checks_two_person import CheckResult, Parts
from watchlist.cases.dossier.links import USED, link_faults
from watchlist.engine.decision.documents import amount_text

Part = Mapping[str, Any]
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


def related_links(parts: Parts) -> CheckResult:
    """Check the audit links of rulings and documents, and that they match what was requested, agreed to and used."""
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
    by_document: dict[str, list[Part]] = {}
    for paper in papers:
        by_document.setdefault(paper["document"], []).append(paper)
    for document, rows in by_document.items():
        wrong += _wrong_of_document(rows, by_target.pop(("authorisation", document), []))
    wrong += [f"links of {' '.join(target)} stand here, and it does not" for target in by_target]
    number = len(rulings["suppressions"]) + len(rulings["determinations"]) + len(by_document)
    return wrong, f"{len(links)} links hold, and each of {number} rulings and documents stands in them"


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


def _wrong_of_document(rows: Sequence[Part], links: Sequence[Part]) -> Iterator[str]:
    """Yield what differs from the audit in the rows of one document, and in what this case used of it."""
    versions = {(link["at"], link["actor"]): facts for link, facts in _versions(links)}
    for row in rows:
        facts = versions.get((row["recorded_at"], row["recorded_by"]))
        if facts is None or not _has_facts({name: facts[name] for name in (*DOCUMENT_FIELDS, "revoked_on")}, row):
            yield f"{row['number']} is not on file as the audit says"
    used = [_use(link) for link in links if link["verb"] == USED]
    if sorted(used, key=str) != sorted((_stated_use(use) for row in rows for use in row["uses"]), key=str):
        yield f"of {rows[0]['number']} was used otherwise than the audit says"


def _versions(links: Sequence[Part]) -> Iterator[tuple[Part, dict[str, Any]]]:
    """Yield each link that wrote a document, with what was on file from then on: a revocation leaves the rest."""
    facts: dict[str, Any] = {"revoked_on": None}
    for link in links:
        if link["verb"] == USED:
            continue
        body = json.loads(link["body"])
        facts |= {name: _plain(body[name]) for name in DOCUMENT_FIELDS if name in body}
        facts |= {"revoked_on": body["on"]} if "on" in body else {}
        yield link, dict(facts)


def _use(link: Part) -> tuple[Any, ...]:
    body = json.loads(link["body"])
    amount = amount_text(body["amount"], body["measure"]) if body["measure"] else None
    return link["at"], link["actor"], body["case"], amount


def _stated_use(use: Part) -> tuple[Any, ...]:
    return use["at"], use["by"], use["case"], use["amount"]


def _has_facts(facts: Part, row: Part) -> bool:
    """Say whether a row has each of some facts."""
    return all(row[name] == value for name, value in facts.items())


def _plain(value: Any) -> Any:
    """Return a fact as it is on file: without the blanks around it."""
    return value.strip() if isinstance(value, str) else value
