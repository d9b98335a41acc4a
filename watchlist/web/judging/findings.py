"""The findings of a line for judging: each as the reader sees it, at its position in the stored record, with its links.

They are judged in the case of the screening. A reader of internal lists sees findings that are not stored: they have
no position, and nobody judges them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from watchlist.authorisations import MANAGE
from watchlist.cases import (
    CLOSED,
    THE_LINE,
    WORK,
    Case,
    CaseScreening,
    judged_finding,
    latest_of,
    positions_not_asked,
    positions_to_judge,
)
from watchlist.engine.answer import Finding, Line
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.decision import OF_A_PRODUCT, Question, can_be_suppressed
from watchlist.engine.law import CompiledLaw, CompiledScheduling
from watchlist.engine.reports import (
    ConditionView,
    FindingView,
    LicenceCoverageView,
    LineView,
    all_visible,
    licence_coverage_view,
)
from watchlist.engine.vocabulary import Met
from watchlist.law_store import law_known_at
from watchlist.screenings import ScreenedLine, Screening, is_sure, read_line
from watchlist.web.judging.words import JudgementView, judgement_view
from watchlist.web.registers import register_address

PARTIES: Final = ("consignor", "consignee")


@dataclass(frozen=True, slots=True)
class Bench:
    """The case for judging a screening: `case` is None until its first judgement, or where no line needs one.

    `is_last`: the case has no later screening of the shipment; only lines of the last one are judged.
    """

    case: Case | None
    is_last: bool
    may_judge: bool

    @property
    def is_closed(self) -> bool:
        """Return whether the case must be reopened before anything is judged."""
        return self.case is not None and self.case.state == CLOSED


def bench_of(screening: Screening, reader: User) -> Bench:
    """Return the case of a screening, and whether a reader may judge its lines."""
    taken = CaseScreening.objects.filter(screening=screening).select_related("case").first()
    case: Case | None = taken.case if taken else None
    is_last = case is None or case.screening_id == screening.pk
    is_open = bool(screening.for_people) and is_last and (case is None or case.state != CLOSED)
    return Bench(case, is_last, is_open and reader.has_perm(WORK))


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses for one finding, each "" where it does not apply, and the licence on file if it needs one."""

    suppress: str = ""
    determine: str = ""
    register: str = ""
    licence_coverage: LicenceCoverageView | None = None


def links_of(row: ScreenedLine, line: Line, position: int, reader: User) -> Links:
    """Return the links of a finding for a reader; `line` is the stored record of `row`."""
    finding, fields, law = line.findings[position], line.fields, law_known_at()
    licence_coverage = licence_coverage_view(finding, law)
    asks = licence_coverage is not None and licence_coverage.met != "yes" and reader.has_perm(MANAGE)
    question = Question.from_record(json.loads(row.screening.question))
    at = f"?line={row.pk}&finding={position}"
    names_a_party = any(fields.get(side) for side in PARTIES)
    is_doubtful = can_be_suppressed(finding.tier, finding.certainty)
    return Links(
        suppress=reverse("suppressions:ask") + at if names_a_party and is_doubtful else "",
        determine=reverse("suppressions:determine") + at if _is_of_a_product(fields, finding, law) else "",
        register=register_address(finding, fields, question.operation or "") if asks else "",
        licence_coverage=licence_coverage,
    )


def conflict_links(row: ScreenedLine) -> list[tuple[str, str]]:
    """Return each conflict of a line that names a party, in words, with the address to request its suppression."""
    line = decode_as(Line, row.record)
    if not any(line.fields.get(side) for side in PARTIES):
        return []
    page = reverse("suppressions:ask")
    conflicts = enumerate(all_visible(line.conflicts))
    return [(conflict.detail, f"{page}?line={row.pk}&conflict={place}") for place, conflict in conflicts]


def _is_of_a_product(fields: Mapping[str, str], finding: Finding, law: CompiledLaw) -> bool:
    """Return whether the law's test in words is open for a product with a name and a consignor."""
    if not (fields.get("consignor") and fields.get("name")):
        return False
    still_open = {condition.required for condition in finding.conditions if condition.met == Met.UNKNOWN}
    return any(
        facts.kind in OF_A_PRODUCT and facts.effect == "exempts" and not facts.limit and facts.required in still_open
        for scheduling in _schedulings(finding, law)
        for facts in scheduling.conditions
    )


def _schedulings(finding: Finding, law: CompiledLaw) -> list[CompiledScheduling]:
    return [scheduling for rows in law.schedulings.values() for scheduling in rows if scheduling.entry == finding.entry]


NOWHERE = Links()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding, or the line as a whole (`view` None): `position` is None where nobody judges it.

    `asks`: dismissing it needs a second officer. `is_asked`: a person must judge it.
    """

    number: int
    position: int | None
    view: FindingView | None
    title: str
    judgement: JudgementView
    asks: bool
    is_asked: bool
    links: Links

    @property
    def is_open(self) -> bool:
        """Return whether it is to judge."""
        return self.is_asked and self.judgement.is_open

    @property
    def is_idle(self) -> bool:
        """Return whether it does not bear on the movement: it may be judged, and nobody is asked."""
        return self.position is not None and not self.is_asked

    @property
    def missing(self) -> list[ConditionView]:
        """Return the conditions not known to be met or unmet."""
        return [condition for condition in self.view.conditions if condition.is_open] if self.view else []


@dataclass(frozen=True, slots=True)
class Findings:
    """What is judged of a line; `current` is selected."""

    rows: tuple[FindingRow, ...]
    current: FindingRow | None

    @property
    def left(self) -> int:
        """Return how many are to judge."""
        return sum(row.is_open for row in self.rows)


def findings_of(
    row: ScreenedLine, view: LineView, displayed: Line, reader: User, wanted_position: str = ""
) -> Findings:
    """Return the findings of a stored line as `displayed` to a reader; `wanted_position` is out of the address."""
    latest = latest_of(row)
    to_judge, stored = positions_to_judge(row), read_line(row.record)
    judged = {*to_judge, *positions_not_asked(row)}
    places = positions(displayed.findings, stored.findings)

    def judgement_at(at: int | None) -> JudgementView:
        return judgement_view(None if at is None else latest.get(at))

    rows = [
        _finding_row(number, at if at in judged else None, found, row, stored, judgement_at(at), reader, at in to_judge)
        for number, (at, found) in enumerate(zip(places, view.findings, strict=True), 1)
    ]
    if THE_LINE in judged:
        rows.append(_finding_row(len(rows) + 1, THE_LINE, None, row, stored, judgement_at(THE_LINE), reader, True))
    return Findings(tuple(rows), _current(rows, wanted_position))


def positions(displayed: Sequence[Finding], stored: Sequence[Finding]) -> list[int | None]:
    """Return the position in the stored record of each finding displayed; None for one that is not stored."""
    free = list(range(len(stored)))
    found: list[int | None] = []
    for finding in displayed:
        at = next((place for place in free if stored[place] == finding), None)
        if at is not None:
            free.remove(at)
        found.append(at)
    return found


def _finding_row(  # noqa: PLR0917 - one finding as stored and as shown, what was said of it, and for whom
    number: int,
    at: int | None,
    view: FindingView | None,
    row: ScreenedLine,
    stored: Line,
    judgement: JudgementView,
    reader: User,
    is_asked: bool,
) -> FindingRow:
    finding = None if at is None else judged_finding(stored, at)
    title = " ".join(filter(None, (view.jurisdiction, view.category or view.title))) if view else _("The whole line")
    return FindingRow(
        number=number,
        position=at,
        view=view,
        title=title,
        judgement=judgement,
        asks=is_sure(finding) if finding else any(map(is_sure, stored.findings)),
        is_asked=is_asked,
        links=NOWHERE if at is None or finding is None else links_of(row, stored, at, reader),
    )


def _current(rows: Sequence[FindingRow], wanted_position: str) -> FindingRow | None:
    """Return the finding to select: the one wanted, else the first to judge, else the first judged."""
    judged = sorted((row for row in rows if row.position is not None), key=lambda row: not row.is_asked)
    return next(
        (row for row in judged if str(row.position) == wanted_position),
        next((row for row in judged if row.is_open), judged[0] if judged else None),
    )
