"""What is on file for a finding, as a page says it in one line."""

from __future__ import annotations

from dataclasses import dataclass

from watchlist.engine.law.compiled import CompiledLaw, CompiledList
from watchlist.engine.reports.records import Record
from watchlist.engine.reports.text import visible
from watchlist.engine.reports.words import COVERS, say


@dataclass(frozen=True, slots=True)
class CoverView:
    """Whether a document on file covers a finding: `met` is yes or unknown, `told` names which, or why none does.

    `told` is "" where none is on file.
    """

    met: str
    label: str
    told: str


def cover_view(finding: Record, law: CompiledLaw) -> CoverView | None:
    """Return what is on file for the record of a finding; None where its law asks for no authorisation.

    Where the register held nothing at all, the record tells nothing of it: then none is on file.
    """
    if told := cover_of(finding):
        return CoverView(told["met"], say(COVERS, told["met"]), visible(told["declared"]))
    of = law.lists.get(finding["list"] or "")
    if of is None or finding.get("bears") == "no" or not asks(finding, of):
        return None
    return CoverView("unknown", COVERS["unknown"], "")


def is_cover(condition: Record) -> bool:
    """Say whether a condition of a record tells what is on file; those of the law itself declare nothing."""
    return condition["kind"] == "authorisation" and bool(condition["declared"])


def cover_of(finding: Record) -> Record | None:
    """Return the condition of a finding's record that tells what is on file; None where the record tells nothing."""
    return next((one for one in finding.get("conditions") or () if is_cover(one)), None)


def asks(finding: Record, of: CompiledList) -> bool:
    """Say whether the record of a finding names a duty of its list that asks for an authorisation."""
    texts = [duty.text for duty in of.obligations if duty.action == "authorise"]
    return any(told.startswith(text) for told in finding.get("obligations") or () for text in texts)
