"""A line as it is shown to who may not read cases: without the reasons of its signals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, cast

from msgspec import UNSET, structs

from watchlist.access import SIGNALS
from watchlist.engine.answer import Finding, Line, Suppressed
from watchlist.engine.answer_shown import withheld
from watchlist.engine.vocabulary import Verdict

F = TypeVar("F", bound=Finding | Suppressed)

WITHHELD = "A person with the right to review cases can read why."
REVIEW_WITHHELD = f"A person must look. {WITHHELD}"


def redacted(line: Line) -> Line:
    """Return a line without the reasons of its signals: tier, severity, branch and relative, and no more.

    The sentence on the line may quote a signal, so it gives way wherever there is one and a person must look.
    """
    redacted_line = structs.replace(
        line, findings=_without_reasons(line.findings), suppressed=_without_reasons(line.suppressed)
    )
    if line.verdict == Verdict.REVIEW and any(map(_is_signal, line.findings)):
        return structs.replace(redacted_line, explanation=REVIEW_WITHHELD, sentence_parts=UNSET)
    return redacted_line


def _without_reasons(findings: Sequence[F]) -> tuple[F, ...]:
    """Return the other findings as they are, then the signals without reasons, each once and in an order of their own.

    How many lists a signal is found under, and in which order, would say which these are.
    """
    others = [finding for finding in findings if not _is_signal(finding)]
    signals = {
        (finding.branch, finding.severity, finding.substance, finding.tier): finding
        for finding in findings
        if isinstance(finding, Finding) and _is_signal(finding)
    }
    return (*others, *(cast(F, withheld(signals[key], WITHHELD)) for key in sorted(signals)))


def _is_signal(found: object) -> bool:
    return isinstance(found, Finding) and found.tier in SIGNALS
