"""The answer of an ad-hoc check, in the words and pictures of a line that is explained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from chemistry.depict import depict
from watchlist.access.probing_detection import count_interactive_answer, refuse_awaiting_review
from watchlist.engine.answer import Line
from watchlist.engine.decision.question import Question
from watchlist.engine.reports.coverage import HeldListView, compared_with, engine_parts, held_lists, warnings
from watchlist.engine.reports.lines import LineView, line_view
from watchlist.engine.reports.structures import Drawings, drawings_of, structures_of
from watchlist.engine.reports.text import all_visible, visible
from watchlist.internal_lists.visible_editions import visible_editions
from watchlist.screenings.checking import CheckResult, TypedGoods, check
from watchlist.web.judging.law import LawRequirements, law_requirements
from watchlist.web.judging.line import name_and_lead, places_of
from watchlist.web.screening.check_form import KINDS


@dataclass(frozen=True, slots=True)
class BriefDrawing:
    """The drawing of a line that says too little to be explained at length."""

    drawn: Drawings


@dataclass(frozen=True, slots=True)
class CheckView:
    """The answer in words, and what it rests on; `smiles` is the structure that was read from `typed`, or ""."""

    typed: str
    read_as: str
    line: LineView
    name: str
    lead: str
    places: tuple[tuple[str, ...], ...]
    requirements: LawRequirements
    plain: BriefDrawing
    smiles: str
    compared: str
    warnings: tuple[str, ...]
    lists: tuple[HeldListView, ...]
    engine: tuple[tuple[str, str | None], ...]

    @property
    def sentence(self) -> str:
        """Return the answer in one sentence, for who hears it."""
        return f"{self.read_as} {self.line.verdict}."


def check_result(person: User, goods: TypedGoods, question: Question) -> CheckView:
    """Return the answer as this person may see it, and count it for probing detection; it is not stored.

    Raises `CorrectTheQuestion`, and `HeldForReview` for a person whose checks another must first look at.
    """
    refuse_awaiting_review(person)
    checked = check(goods, question)
    count_interactive_answer(person=person, line=checked.line)
    return _result_of(person, checked, goods.typed)


def _result_of(person: User, checked: CheckResult, typed: str) -> CheckView:
    overlay = visible_editions(person).overlay(checked.question.known_at or datetime.now(UTC))
    answer, rests_on = checked.line, checked.answer.coverage
    visible_line = all_visible(overlay.line(answer) if overlay else answer)
    coverage = all_visible(overlay.coverage(rests_on) if overlay else rests_on)
    line, structures = line_view(visible_line, depict), list(structures_of(answer))
    name, lead = name_and_lead(visible_line, line)
    return CheckView(
        typed=typed,
        read_as=_read_as(checked.kind, answer),
        line=line,
        name=name,
        lead=lead,
        places=places_of(line),
        requirements=law_requirements(visible_line.line, visible_line, checked.answer.summary),
        plain=BriefDrawing(drawings_of(visible_line, depict) if line.brief and not line.traces else Drawings((), ())),
        smiles=structures[0] if len(structures) == 1 else "",
        compared=compared_with(coverage),
        warnings=tuple(warnings(coverage)),
        lists=held_lists(coverage),
        engine=engine_parts(coverage),
    )


def _read_as(kind: str, answer: Line) -> str:
    names = dict.fromkeys(visible(reading.name) for reading in answer.resolution if reading.name)
    facts = {"kind": KINDS[kind], "names": ", ".join(names)}
    return _("Read as %(kind)s: %(names)s.") % facts if names else _("Read as %(kind)s.") % facts
