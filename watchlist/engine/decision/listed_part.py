"""How much of the goods the listed part is: a listed substance within a far larger molecule says less of it.

The words of a law stay as they are, and so does what they reach: only the severity is lower, and the finding says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from chemistry.heavy_atoms import atoms_around
from watchlist.engine.decision.findings import RuleFinding
from watchlist.engine.decision.policy import SEVERITIES
from watchlist.engine.law.reach import DERIVATIVES
from watchlist.engine.vocabulary import LEGAL

LEAST_SHARE: Final = 0.4
"""Of the heavy atoms of a component."""
LESS: Final = "Of its {whole} heavy atoms {part} are the listed part: the severity is lower for that."


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
