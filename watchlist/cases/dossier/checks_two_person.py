"""What must agree of what two people decide: releases, rulings that answers rest on, documents that a release used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from watchlist.cases.dossier.lines import full_lines
from watchlist.cases.dossier.rulings import determination_references, reference_to
from watchlist.cases.judgement_models import RELEASES
from watchlist.engine.vocabulary import Action
from watchlist.screenings.stored_answers import read_summary

Parts = Mapping[str, Any]
CheckResult = tuple[list[str], str]
"""The faults found, and the sentence that reports success where there are none."""


def decisions(parts: Parts) -> CheckResult:
    """Check that nobody answered their own request, and that what needed a second officer had one."""
    part = parts["decisions"]
    rows = [*part["judgements"], *part["dispositions"]]
    requests = [row["second"] for row in rows if row["second"]] + part["releases_asked"]
    wrong = [
        f"{request['asked_by']} answered his own question"
        for request in requests
        if request["answered_by"] == request["asked_by"]
    ]
    for row in part["dispositions"]:
        agreed = (row["second"] or {}).get("answer") == "agreed"
        if row["word"] in RELEASES and _was_controlled(parts, row["at"]) and not agreed:
            wrong.append(f"disposition {row['number']} released what is controlled without a second officer")
    last = part["dispositions"][-1]["word"] if part["dispositions"] else None
    if parts["case"]["disposition"] not in (None, last):
        wrong.append("the case is closed by another word than its last disposition")
    return wrong, f"{len(part['judgements'])} judgements and {len(part['dispositions'])} dispositions agree"


def _was_controlled(parts: Parts, at: str) -> bool:
    """Say whether a screening that was done by then found something controlled, or that must be held."""
    done = [read_summary(screening["summary"]) for screening in parts["screenings"] if screening["made_at"] <= at]
    return any(summary.controlled or summary.by_action.get(Action.HOLD) for summary in done)


def rulings(parts: Parts) -> CheckResult:
    """Check that what is set aside, or met by a determination, was agreed to by a second person before the answer."""
    part, lines = parts["rulings"], full_lines(parts["lines"]["in_full"])
    wrong = [
        f"{row['number']} was not agreed to by another person" for row in _all_rulings(part) if not _is_of_two(row)
    ]
    made = {screening["id"]: screening["made_at"] for screening in parts["screenings"]}[parts["lines"]["screening"]]
    wrong += [
        f"{row['number']} was agreed to after the answer" for row in _all_rulings(part) if row["answered_at"] > made
    ]
    suppressed = [finding for line in lines for finding in line.suppressed]
    aside = {(finding.suppression, finding.by, finding.second, finding.until.isoformat()) for finding in suppressed}
    stated = {(row["id"], row["asked_by"], row["answered_by"], row["until"]) for row in part["suppressions"]}
    if aside != stated:
        wrong.append("what is suppressed is not what the suppressions say")
    if set(determination_references(lines)) != set(map(reference_to, part["determinations"])):
        wrong.append("what determinations meet is not what they say")
    return wrong, f"{len(stated)} suppressions and {len(part['determinations'])} determinations, each of two people"


def _all_rulings(part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*part["suppressions"], *part["determinations"]]


def _is_of_two(row: Mapping[str, Any]) -> bool:
    return row["answer"] == "agreed" and bool(row["answered_by"]) and row["answered_by"] != row["asked_by"]


def authorisations(parts: Parts) -> CheckResult:
    """Check that each release under authorisation names documents that stand here, and that those were used."""
    papers, part = {paper["id"]: paper for paper in parts["authorisations"]}, parts["decisions"]
    used = {paper["document"] for paper in papers.values() if paper["uses"]}
    wrong = []
    for row in [*part["dispositions"], *part["releases_asked"]]:
        named = row["authorisations"]
        if (row["word"] == RELEASES[1]) != bool(named) or not set(named) <= set(papers):
            wrong.append(f"{row['word']} names authorisations that do not stand here")
    for row in part["dispositions"]:
        cited = [papers[key] for key in row["authorisations"] if key in papers]
        unused = [paper["number"] for paper in cited if paper["document"] not in used]
        wrong += [f"disposition {row['number']} names {number}, which was not used" for number in unused]
    if of_others := {use["case"] for paper in papers.values() for use in paper["uses"]} - {parts["case"]["number"]}:
        wrong.append(f"uses of another case stand here: {', '.join(sorted(of_others))}")
    return wrong, f"{len(papers)} authorisations, each named or used by a release of this case"
