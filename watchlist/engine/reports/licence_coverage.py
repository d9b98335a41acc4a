"""Whether a document on file covers a finding, in one line of a page."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import UNSET

from watchlist.engine.answer import Finding
from watchlist.engine.law.compiled import CompiledLaw, CompiledList
from watchlist.engine.reports.records import is_licence_coverage
from watchlist.engine.reports.text import visible
from watchlist.engine.reports.words import LICENCE_COVERAGE, words_for
from watchlist.engine.vocabulary import Action, Bears


@dataclass(frozen=True, slots=True)
class LicenceCoverageView:
    """Whether a document on file covers a finding (`met`: yes or unknown), and which, or why none does; "" for none."""

    met: str
    label: str
    document: str


def licence_coverage_view(finding: Finding, law: CompiledLaw) -> LicenceCoverageView | None:
    """Return whether a document on file covers a finding; None where its law asks for no authorisation.

    A finding without such a condition was made when the register was empty.
    """
    if coverage := next(filter(is_licence_coverage, finding.conditions), None):
        return LicenceCoverageView(coverage.met, words_for(LICENCE_COVERAGE, coverage.met), visible(coverage.declared))
    control_list = law.lists.get(finding.list)
    if control_list is None or finding.bears == Bears.NO or not asks_authorisation(finding, control_list):
        return None
    return LicenceCoverageView("unknown", LICENCE_COVERAGE["unknown"], "")


def asks_authorisation(finding: Finding, control_list: CompiledList) -> bool:
    """Say whether a finding names a duty of its list that asks for an authorisation.

    One that was stored before duties were facts names it in prose alone: by the text that its list has.
    """
    if finding.obligation_records is not UNSET:
        return any(duty.action == Action.AUTHORISE for duty in finding.obligation_records)
    texts = [duty.text for duty in control_list.obligations if duty.action == Action.AUTHORISE]
    return any(duty.startswith(text) for duty in finding.obligations for text in texts)
