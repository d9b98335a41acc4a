"""What a user may read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request

from watchlist.access.models import Token
from watchlist.access.scopes import User, permitted
from watchlist.access.signals import SIGNALS
from watchlist.screening.models import Screening

SHOWN = frozenset({"tier", "severity", "substance", "branch"})
WITHHELD = "A person with the right to review cases can read why."
REVIEW_WITHHELD = f"A person must look. {WITHHELD}"


def may_read(user: User, screening: Screening) -> bool:
    """Say whether the user made the screening, or may read everybody's."""
    return screening.made_by == user.get_username() or permitted(user, "watchlist.view_screening")


def sees_reasons(request: Request) -> bool:
    """Say whether the token is shown why something is near a boundary or resembles a listed substance."""
    return isinstance(request.auth, Token) and request.auth.may("review_cases")


def redacted(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line record without the reasons of its signals: tier, severity, branch and relative, and no more.

    The sentence on the line may quote a signal, so it gives way wherever there is one and a person must look.
    """
    shown = {**line, "findings": _without_reasons(line["findings"]), "suppressed": _without_reasons(line["suppressed"])}
    signalled = any(finding["tier"] in SIGNALS for finding in line["findings"])
    return {**shown, "explanation": REVIEW_WITHHELD} if signalled and line["verdict"] == "review" else shown


def _without_reasons(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what is no signal as it is and then the signals, each once and in an order of their own.

    How many lists a signal is told under, and in which order, would say which these are.
    """
    law = [finding for finding in findings if finding.get("tier") not in SIGNALS]
    signals = {_as_shown(finding): finding for finding in findings if finding.get("tier") in SIGNALS}
    return [*law, *(_without_reason(signals[shown]) for shown in sorted(signals))]


def _as_shown(finding: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(finding.get(name)) for name in sorted(SHOWN))


def _without_reason(finding: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value if name in SHOWN else None for name, value in finding.items()}
    return {**kept, "explanation": WITHHELD}
