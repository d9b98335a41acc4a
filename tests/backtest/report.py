"""docs/backtest.md: what was measured, event by event. It says nothing that the run did not give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.backtest.figures import Figures, alerts, control, median_lead
from tests.backtest.flagged import Flagged
from tests.backtest.history import GLOBAL, Event
from tests.backtest.run import Backtest, Measured, Outcome, by_decision, recall, wilson
from tests.backtest.sections import BUDGETS, by_trade, drug_families, forward
from tests.backtest.tables import percent, table

HEAD = """\
# Backtest: raised before it was listed?

Written by `make backtest`; the same input gives the same file. {background} RDKit {rdkit}. Law held to {as_of}.

For each first listing of a precursor in our scheduling history the clock is put back to the day before: only what
was published by then counts as a reference, an anchor (a controlled end product) or a mask, and substances listed on
one day never see each other. Cuts are read from one half of the background and alerts are counted on the other, for
twenty fixed halves. An event is caught where its structure passes the cut *and* the relative cited is of its family,
as labelled beforehand in `seeds/relatives`. An anchor counts from the last day of the year of its control, which is
recollected and not read from a primary text; one of unknown year never counts.

![Recall against alert budget, and lead times](backtest.svg)
"""


def report(figures: Figures, backtest: Backtest) -> str:
    """Return the whole text."""
    name = {key: held.name for key, held in backtest.law.substances.items()}
    parts = [
        HEAD.format(background=figures.background, rdkit=figures.rdkit, as_of=figures.as_of.isoformat()),
        _headline(figures),
        by_trade(figures),
        forward(figures, name),
        drug_families(figures.drug_families),
        _cross_sections(figures),
        _variants(figures),
        _events("Not caught at 1 %", [one for one in figures.outcomes if one.caught[1] < 0.5], name),
        _events("Caught at 1 %", [one for one in figures.outcomes if one.caught[1] >= 0.5], name),
        _apart(figures.variants[GLOBAL], name),
        _flagged("Medicines raised", f"{len(figures.medicines)} medicines of the background", figures.medicines, name),
        _flagged(
            "Everyday chemicals raised",
            f"Of {figures.everyday_number} that are traded every day (`tests/background/everyday.csv`) "
            f"{len(figures.everyday)}",
            figures.everyday,
            name,
        ),
    ]
    return "\n".join(parts)


def _headline(figures: Figures) -> str:
    outcomes = figures.outcomes
    rows = []
    for place, budget in enumerate(BUDGETS):
        share = recall(outcomes, place)
        low, high = wilson(share, len(outcomes))
        rows.append(
            (budget, f"**{share:.3f}**", f"{low:.3f} to {high:.3f}", f"{control(outcomes, place):.3f}",
             f"{by_decision(outcomes, place):.3f}", f"{recall(figures.split.outcomes, place):.3f}",
             percent(alerts(outcomes, "general", place)), percent(alerts(outcomes, "medicines", place)))
        )  # fmt: skip
    head = ("alert budget", "recall", "95 % interval", "control", "each decision once", "amphetamine-type split",
            "alerts, general chemicals", "alerts, medicines")  # fmt: skip
    lead = median_lead(outcomes)
    text = (
        f"{len(outcomes)} events, global. The control is the plain Morgan Tanimoto coefficient to the nearest of the "
        f"same references. Median lead of those raised at 1 % by the whole background: {lead:,} days.\n"
        if lead is not None
        else f"{len(outcomes)} events, global.\n"
    )
    return "\n".join(["## Pre-listing recall", "", text, table(head, rows)])


def _cross_sections(figures: Figures) -> str:
    outcomes = figures.outcomes
    groups: dict[str, list[Outcome]] = {"family with a precedent": [], "family without": []}
    for one in outcomes:
        groups["family with a precedent" if one.has_precedent else "family without"].append(one)
    for one in outcomes:
        groups.setdefault(str(one.event.day.year), []).append(one)
    rows = [
        (label, str(len(of)), *(f"{recall(of, place):.2f}" for place in range(3)), f"{control(of, 1):.2f}")
        for label, of in groups.items()
    ]
    head = ("events", "number", "at 0.2 %", "at 1 %", "at 2 %", "control at 1 %")
    return "\n".join(["## By precedent and by year", "", table(head, rows)])


def _variants(figures: Figures) -> str:
    rows = [
        (
            variant,
            str(len(measured.outcomes)),
            *(f"{recall(measured.outcomes, place):.3f}" if measured.outcomes else "" for place in range(3)),
            f"{control(measured.outcomes, 1):.3f}" if measured.outcomes else "",
            str(len(measured.history.founding)),
            str(len(measured.history.covered)),
        )
        for variant, measured in figures.variants.items()
    ]
    head = ("variant", "events", "at 0.2 %", "at 1 %", "at 2 %", "control at 1 %", "founding", "covered by law")
    text = (
        "Global: the first listing anywhere, against every list. Then the same where nothing counts that is known only "
        "by the decision which lists the substance itself: what one decision lists can be in force in one place before "
        "another. Then with the clock put back to the day before the world could first know of the listing. National: "
        "the first listing there, against its own.\n"
    )
    return "\n".join(["## Global and national", "", text, table(head, rows)])


def _events(title: str, outcomes: Sequence[Outcome], name: dict[str, str]) -> str:
    rows = [
        (
            one.event.day.isoformat(),
            name[one.event.substance],
            " · ".join(f"{share:.2f}" for share in one.caught),
            f"{name.get(one.raised.relative, 'none')}{f' ({one.raised.mask})' if one.raised.mask else ''}",
            one.raised.severity or "none",
            one.flagged_from.isoformat() if one.flagged_from else "",
        )
        for one in outcomes
    ]
    head = (
        "listed",
        "substance",
        "caught at 0.2 · 1 · 2 %",
        "closest relative (mask)",
        "severity, whole background",
        "raised from",
    )
    return "\n".join([f"## {title}", "", table(head, rows)])


def _apart(measured: Measured, name: dict[str, str]) -> str:
    def named(events: Iterable[Event]) -> str:
        return ", ".join(f"{name[event.substance]} ({event.day.isoformat()})" for event in events) or "none"

    return "\n".join(
        [
            "## Counted apart",
            "",
            f"Nothing was listed before: {named(measured.history.founding)}.",
            "",
            f"Reached the day before by an entry or a class in force: {named(measured.history.covered)}.",
            "",
            "Solvents, reagents, and what is no single organic structure of six heavy atoms or more are no events.",
            "",
        ]
    )


def _flagged(title: str, number: str, raised: Sequence[Flagged], name: dict[str, str]) -> str:
    rows = [(one.name, one.severity, name[one.relative], one.words) for one in raised]
    text = f"{number} pass the cuts of today at medium or above.\n"
    return "\n".join([f"## {title}", "", text, table(("name", "severity", "relative", "why"), rows)])
