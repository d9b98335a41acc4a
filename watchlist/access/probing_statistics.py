"""Tests for probing of boundaries by a token: few parameters, calibrated on labelled sequences.

An ordinary catalogue meets many boundaries, each once or twice, in a small share of its lines. Two things do not look
like one: a share far beyond the token's own past, and many structures, a step apart, around one listed substance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, lgamma
from typing import Final

from chemistry import longest_walk

ALPHA: Final = 1e-4
LEAST_STRUCTURES: Final = 20
"""Below so many distinct structures in a day no share is told."""

ORDINARY_SHARE: Final = 0.02
"""The calibration lets one in fifty chemicals of commerce resemble something listed: a catalogue may have as many."""

PRIOR_LINES: Final = 50
"""What is believed of a new token weighs as much as so many lines: less than one share in six is no surprise."""

MOST_PAST_LINES: Final = 200
"""And the longest past as so many: who screens ordinary goods may one day screen a catalogue, without an alarm."""

MOST_LINES: Final = 10_000
"""A day of more lines is told as one of so many, with the same share."""

LEAST_WALK: Final = 10
LEAST_CONCENTRATION: Final = 0.4
"""Of 3,003 catalogues drawn from chemicals of commerce, of 500 to 21,800 each, 446 hold ten structures around one
relative: of all their signals these are 0.12 at most. On a route that only the United States and the conventions reach,
where esters of phenylacetic acid weigh more, 0.27 was met in 4,000 lines."""


@dataclass(frozen=True, slots=True)
class SignalShare:
    """Distinct structures that raised a signal, of so many lines."""

    structures: int
    lines: int


@dataclass(frozen=True, slots=True)
class Walk:
    """A listed substance, and how many structures a step apart are near it."""

    relative: str
    structures: int


def is_far(today: SignalShare, past: SignalShare, everybody: SignalShare) -> bool:
    """Say whether a day's share of signals is far above what the past of its token, and of all tokens, lets expect."""
    if today.structures < LEAST_STRUCTURES:
        return False
    share = max(ORDINARY_SHARE, everybody.structures / max(1, everybody.lines))
    weight = min(1.0, MOST_PAST_LINES / max(1, past.lines))
    past_signals = min(past.structures, past.lines) * weight
    hits = share * PRIOR_LINES + past_signals
    misses = (1 - min(share, 0.5)) * PRIOR_LINES + past.lines * weight - past_signals
    lines = min(max(today.lines, today.structures), MOST_LINES)
    structures = today.structures * lines // max(today.lines, today.structures)
    return tail(structures, lines, hits, misses) < ALPHA


def walks(atoms_by_relative: Mapping[str, Iterable[str]], structures: int) -> tuple[Walk, ...]:
    """Return the relatives around which structures walk, the longest first.

    `atoms_by_relative`: of each relative the heavy atoms of the structures that are new near it; `structures`: how many
    are new near any.
    """
    least = max(LEAST_WALK, LEAST_CONCENTRATION * structures)
    texts = {relative: list(compositions) for relative, compositions in atoms_by_relative.items()}
    found = (Walk(relative, longest_walk(many)) for relative, many in texts.items() if len(many) >= least)
    return tuple(
        sorted((walk for walk in found if walk.structures >= least), key=lambda w: (-w.structures, w.relative))
    )


def tail(least: int, trials: int, hits: float, misses: float) -> float:
    """Return the chance of at least so many hits in so many trials (beta-binomial), given what was seen before.

    Summed exactly from the first term above the mode on; at or below the mean it is 1, which no test needs better.
    """
    if least * (hits + misses) <= trials * hits:
        return 1.0
    term = exp(
        lgamma(trials + 1)
        - lgamma(least + 1)
        - lgamma(trials - least + 1)
        + _log_beta(least + hits, trials - least + misses)
        - _log_beta(hits, misses)
    )
    total = 0.0
    for k in range(least, trials + 1):
        total += term
        if term < total * 1e-9:
            break
        term *= (trials - k) / (k + 1) * (k + hits) / (trials - k - 1 + misses) if k < trials else 0.0
    return total


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
