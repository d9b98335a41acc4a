"""What is on file for a finding, as a page says it in one line."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import UNSET

from watchlist.engine.answer import Finding
from watchlist.engine.law.compiled import CompiledLaw, CompiledList
from watchlist.engine.reports.records import is_cover
from watchlist.engine.reports.text import visible
from watchlist.engine.reports.words import COVERS, say
from watchlist.engine.vocabulary import Action, Bears


@dataclass(frozen=True, slots=True)
class CoverView:
    """Whether a document on file covers a finding: `met` is yes or unknown, `told` names which, or why none does.

    `told` is "" where none is on file.
    """

    met: str
    label: str
    told: str


def cover_view(finding: Finding, law: CompiledLaw) -> CoverView | None:
    """Return what is on file for a finding; None where its law asks for no authorisation.

    Where the register held nothing at all, the finding tells nothing of it: then none is on file.
    """
    if cover := next(filter(is_cover, finding.conditions), None):
        return CoverView(cover.met, say(COVERS, cover.met), visible(cover.declared))
    of = law.lists.get(finding.list)
    if of is None or finding.bears == Bears.NO or not asks(finding, of):
        return None
    return CoverView("unknown", COVERS["unknown"], "")


def asks(finding: Finding, of: CompiledList) -> bool:
    """Say whether a finding names a duty of its list that asks for an authorisation.

    One that was stored before duties were facts names it in prose alone: by the text that its list has.
    """
    if finding.obligation_records is not UNSET:
        return any(duty.action == Action.AUTHORISE for duty in finding.obligation_records)
    texts = [duty.text for duty in of.obligations if duty.action == Action.AUTHORISE]
    return any(duty.startswith(text) for duty in finding.obligations for text in texts)
