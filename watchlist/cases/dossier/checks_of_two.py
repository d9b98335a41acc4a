"""What must agree of what two people decide: releases, rulings that answers rest on, documents that a release used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from watchlist.cases.dossier.lines import full_lines
from watchlist.cases.dossier.rulings import determined_as, determined_in
from watchlist.cases.judgement_models import RELEASES
from watchlist.engine.vocabulary import Action
from watchlist.screenings.stored_answers import read_summary

Parts = Mapping[str, Any]
Seen = tuple[list[str], str]
"""What does not hold, and what is said where all of it does."""


def decisions(parts: Parts) -> Seen:
    """Check that nobody answered what he asked for, and that what needed a second officer had one."""
    told = parts["decisions"]
    rows = [*told["judgements"], *told["dispositions"]]
    asked = [row["second"] for row in rows if row["second"]] + told["releases_asked"]
    wrong = [f"{one['asked_by']} answered his own question" for one in asked if one["answered_by"] == one["asked_by"]]
    for row in told["dispositions"]:
        agreed = (row["second"] or {}).get("answer") == "agreed"
        if row["word"] in RELEASES and _was_controlled(parts, row["at"]) and not agreed:
            wrong.append(f"disposition {row['number']} released what is controlled without a second officer")
    last = told["dispositions"][-1]["word"] if told["dispositions"] else None
    if parts["case"]["disposition"] not in (None, last):
        wrong.append("the case is closed by another word than its last disposition")
    return wrong, f"{len(told['judgements'])} judgements and {len(told['dispositions'])} dispositions agree"


def _was_controlled(parts: Parts, at: str) -> bool:
    """Say whether a screening that was done by then found something controlled, or that must be held."""
    done = [read_summary(one["summary"]) for one in parts["screenings"] if one["made_at"] <= at]
    return any(summary.controlled or summary.by_action.get(Action.HOLD) for summary in done)


def rulings(parts: Parts) -> Seen:
    """Check that what is set aside, or met by a determination, was agreed to by a second person before the answer."""
    told, lines = parts["rulings"], full_lines(parts["lines"]["in_full"])
    wrong = [f"{row['number']} was not agreed to by another person" for row in _each(told) if not _is_of_two(row)]
    made = {one["id"]: one["made_at"] for one in parts["screenings"]}[parts["lines"]["screening"]]
    wrong += [f"{row['number']} was agreed to after the answer" for row in _each(told) if row["answered_at"] > made]
    suppressed = [one for line in lines for one in line.suppressed]
    aside = {(one.suppression, one.by, one.second, one.until.isoformat()) for one in suppressed}
    known = {(row["id"], row["asked_by"], row["answered_by"], row["until"]) for row in told["suppressions"]}
    if aside != known:
        wrong.append("what is suppressed is not what the suppressions say")
    if set(determined_in(lines)) != set(map(determined_as, told["determinations"])):
        wrong.append("what determinations meet is not what they say")
    return wrong, f"{len(known)} suppressions and {len(told['determinations'])} determinations, each of two people"


def _each(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*told["suppressions"], *told["determinations"]]


def _is_of_two(row: Mapping[str, Any]) -> bool:
    return row["answer"] == "agreed" and bool(row["answered_by"]) and row["answered_by"] != row["asked_by"]


def authorisations(parts: Parts) -> Seen:
    """Check that each release under authorisation names documents that stand here, and that those were used."""
    papers, told = {one["id"]: one for one in parts["authorisations"]}, parts["decisions"]
    used = {one["document"] for one in papers.values() if one["uses"]}
    wrong = []
    for row in [*told["dispositions"], *told["releases_asked"]]:
        named = row["authorisations"]
        if (row["word"] == RELEASES[1]) != bool(named) or not set(named) <= set(papers):
            wrong.append(f"{row['word']} names authorisations that do not stand here")
    for row in told["dispositions"]:
        held = [papers[key] for key in row["authorisations"] if key in papers]
        unused = [one["number"] for one in held if one["document"] not in used]
        wrong += [f"disposition {row['number']} names {number}, which was not used" for number in unused]
    if of_others := {use["case"] for one in papers.values() for use in one["uses"]} - {parts["case"]["number"]}:
        wrong.append(f"uses of another case stand here: {', '.join(sorted(of_others))}")
    return wrong, f"{len(papers)} authorisations, each named or used by a release of this case"
