"""Policy: from findings to severity, verdict and action. What is unknown never lowers any of them.

How much of the goods the listed part is: a listed substance within a far larger molecule says less of it.

The words of a law stay as they are, and so does what they reach: only the severity is lower, and the finding says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from chemistry import atoms_around
from watchlist.engine import answer
from watchlist.engine.decision.findings import LineFinding, RuleFinding
from watchlist.engine.decision.movement import Bearing
from watchlist.engine.errors import LineProblem
from watchlist.engine.host import table
from watchlist.engine.identification import FieldConflict
from watchlist.engine.law import DERIVATIVES, CompiledList, CompiledObligation, CompiledScheduling
from watchlist.engine.reading import IDENTITY
from watchlist.engine.vocabulary import LEGAL, Action, Severity, Verdict

VERDICTS: Final = tuple(map(str, Verdict))
SEVERITIES: Final = tuple(map(str, Severity))
ACTIONS: Final = tuple(map(str, Action))
BEFORE_MOVING = frozenset({"hold", "authorise", "notify"})
# The categories that are `high` where operation or route is unknown.
HIGH_CATEGORIES = frozenset({"Table I", "Category 1", "List I"})
# What was read and compared, and is known nowhere. Every other problem is of something that the comparison lost.
READ_BUT_UNKNOWN = frozenset({"name_not_found", "name_words_unknown", "cas_not_found", "inchikey_not_found"})
# What a name is not, it may have been written to look like: a person must look, also where nothing is identified.
DISGUISED = frozenset({"direction_overridden", "look_alike_letters"})
# What was read and compared all the same; it is said, and loses nothing of the comparison.
READ_ALL_THE_SAME = frozenset({"hidden_characters", "row_hidden", "text_unseen", "cell_comment", "read_from_picture"})
# What is wrong with an amount loses nothing of the comparison: no quantity decides what goods are, or a verdict.
OF_AMOUNT = ("quantity_", "unit_", "strength_")
AMOUNTS = frozenset({"quantity", "unit", "concentration"})

LEAST_SHARE: Final = 0.4
"""Of the heavy atoms of a component."""
LESS: Final = "Of its {whole} heavy atoms {part} are the listed part: the severity is lower for that."


def duties(control_list: CompiledList, bearing: Bearing) -> tuple[CompiledObligation, ...]:
    """Return the duties that the list lays on a movement on its day; what is unknown of it takes none away."""
    return tuple(duty for duty in control_list.obligations if is_due(duty, bearing))


def is_due(duty: CompiledObligation, bearing: Bearing) -> bool:
    """Say whether a duty is laid on a movement on its day, or may be."""
    return (
        (not duty.operations or bearing.role is None or bearing.role in duty.operations)
        and duty.in_force(bearing.window.last)
        and (duty.destinations is None or duty.destinations.reaches(bearing.destination, bearing.window.last) != "no")
    )


def bears(control_list: CompiledList, bearing: Bearing) -> str:
    """Say whether the list bears on this movement. A list that binds States binds no trader by itself: unknown."""
    if bearing.is_elsewhere:
        return "no"
    if control_list.binds == "states" or bearing.role is None or not control_list.operations:
        return "unknown"
    if bearing.role not in control_list.operations:
        return "no"
    return (
        control_list.destinations.reaches(bearing.destination, bearing.window.last)
        if control_list.destinations
        else "yes"
    )


def legal_severity(control_list: CompiledList, bearing: Bearing) -> str:
    """Return the severity of a sure legal finding under this list."""
    if control_list.branch == "drug":
        return "high"
    if bears(control_list, bearing) == "no":
        return "low"
    by_category = "high" if control_list.category in HIGH_CATEGORIES else "medium"
    due = {duty.action for duty in duties(control_list, bearing)}
    if bearing.role is None or not due or control_list.binds == "states":
        return by_category
    # What nobody has read may be due before the goods move.
    return "high" if due & (BEFORE_MOVING | {"unknown"}) else "low"


def severity(findings: Iterable[LineFinding], conflicts: Iterable[FieldConflict]) -> str:
    """Return the severity of a line: the highest of what was found on it."""
    return strongest(SEVERITIES, [f.severity for f in findings] + [c.severity for c in conflicts], "none")


def verdict(
    findings: Sequence[LineFinding],
    conflicts: Sequence[FieldConflict],
    problems: Sequence[LineProblem],
    *,
    identified: bool,
) -> Verdict:
    """Return the word of held law on a line: the first that holds of controlled, review, unresolved, no_match."""
    if any(finding.is_legal for finding in findings):
        return Verdict.CONTROLLED
    is_disguised = any(problem.code in DISGUISED and problem.field in IDENTITY for problem in problems)
    if severity(findings, conflicts) in ("high", "medium") or is_disguised:
        return Verdict.REVIEW
    if not identified:
        return Verdict.UNRESOLVED
    return Verdict.REVIEW if any(map(is_lost, problems)) else Verdict.NO_MATCH


def is_lost(problem: LineProblem | answer.Problem) -> bool:
    """Say whether something that the line says was not compared.

    Of two columns that disagree one was not; that matters where they say which chemical it is. Without what nobody sees
    a text is compared whole.
    """
    if problem.code == "fields_differ" or problem.code in DISGUISED:
        return problem.field in IDENTITY
    if problem.code == "picture_unclear":
        return problem.field not in AMOUNTS
    return problem.code not in READ_BUT_UNKNOWN | READ_ALL_THE_SAME and not problem.code.startswith(OF_AMOUNT)


def unclear_in_pictures(problems: Sequence[LineProblem], found: Iterable[LineProblem]) -> Iterator[LineProblem]:
    """Yield a problem for each field, of those of `found`, that is known nowhere and was read from a picture."""
    from_pictures = {problem.field for problem in problems if problem.code == "read_from_picture"}
    for problem in found:
        if problem.code in READ_BUT_UNKNOWN and problem.field in from_pictures:
            yield LineProblem("picture_unclear", problem.field, "it is known nowhere, and may have been read wrongly")


def action(findings: Sequence[LineFinding], line_verdict: str) -> str:
    """Return the action of a line: the strongest that its findings ask for."""
    if line_verdict == "no_match":
        return "none_known"
    actions = [_action_of(finding) for finding in findings if finding.tier in LEGAL or finding.tier == "drug_reference"]
    return strongest(ACTIONS, [word for word in actions if word != "none_known"], "unknown")


def _action_of(finding: LineFinding) -> str:
    if finding.tier == "drug_reference":
        return "hold"
    if finding.bears == "no":
        return "none_known"
    words = {duty.action for duty in duties(finding.scheduling.list, finding.bearing)}
    # Without a role, duties that differ leave the next step open, unless the goods may not move at all.
    if finding.bearing.role is None and len(words) > 1 and not words & {"hold", "authorise"}:
        return "unknown"
    return strongest(ACTIONS, words, "unknown")


def strongest(order: Iterable[str], words: Iterable[str], otherwise: str) -> str:
    """Return the first of `order` that is among `words`."""
    present = set(words)
    return next((word for word in order if word in present), otherwise)


def is_everyday_listing(row: CompiledScheduling) -> bool:
    """Say whether the list, or this substance on it, is of everyday goods (data/everyday_listings.csv)."""
    return not _everyday().isdisjoint({(row.list.key, ""), (row.list.key, row.substance)})


@cache
def _everyday() -> frozenset[tuple[str, str]]:
    return frozenset((row["list"], row["substance"]) for row in table("decision", "everyday_listings.csv"))


def weighed(
    severity: str,
    sentence: str,
    *,
    tier: str,
    forms: Sequence[str],
    rule: RuleFinding | None,
    smiles: str,
    atoms: Sequence[int],
) -> tuple[str, str]:
    """Return the severity and the sentence of a finding on goods, `atoms` those of the listed part.

    An ester, an amide and the like of what is listed is one step less where the listed part is small; the frame of a
    class whose words are open, and that lets anything stand on it, is then `low`.
    """
    is_open = rule is not None and rule.is_boundless
    is_derivative = rule is None and tier in LEGAL and not DERIVATIVES.isdisjoint(forms)
    if not (is_open or is_derivative) or not smiles or not atoms:
        return severity, sentence
    part, whole = len(set(atoms)), atoms_around(smiles, atoms)
    if part >= LEAST_SHARE * whole:
        return severity, sentence
    lower = SEVERITIES[min(SEVERITIES.index(severity) + 1, SEVERITIES.index("low"))]
    return "low" if is_open else lower, f"{sentence} {LESS.format(part=part, whole=whole)}"
