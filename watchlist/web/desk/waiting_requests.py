"""What one officer asks of a second, as a page shows it: one request for each act, with all that is to be read for it.

Goods, parties, documents on file and open duties stand before the first officer's reason and sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models import Count, Max, Min, Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from watchlist.cases import (
    THE_LINE,
    Judgement,
    Referral,
    ReferralLine,
    ReleaseOverride,
    duties_of,
    spans,
    waiting_together,
)
from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.reports import (
    LONGEST_DECLARED,
    TIERS,
    all_visible,
    amount,
    clip,
    declared,
    declared_goods,
    visible,
    words_for,
)
from watchlist.engine.vocabulary import Verdict
from watchlist.law_store import law_known_at
from watchlist.screenings import ScreenedLine
from watchlist.web import words
from watchlist.web.cases import (
    REASONS,
    CaseView,
    DutiesView,
    case_view,
    duties_view,
    override_view,
    papers_named,
    papers_of,
)
from watchlist.web.registers import AuthorisationRow

LINES: Final = 20
"""Lines of a request that are named one by one."""
RELEASES: Final = {
    "released": gettext_lazy("Release the shipment"),
    "released_under_authorisation": gettext_lazy("Release the shipment under an authorisation"),
}
LINE_RELEASES: Final = {
    "released": gettext_lazy("Release lines %(lines)s"),
    "released_under_authorisation": gettext_lazy("Release lines %(lines)s under an authorisation"),
}
ANSWERS: Final = {"": gettext_lazy("Waits"), "agreed": gettext_lazy("Agreed"), "refused": gettext_lazy("Returned")}
ONE_ACT: Final = ("case", "kind", "asked_by", "asked_at", "note")


@dataclass(frozen=True, slots=True)
class GoodsView:
    """A line that a request is about: what was declared, and how much."""

    pk: int
    number: int
    goods: str
    amount: str
    parties: str


@dataclass(frozen=True, slots=True)
class DismissedView:
    """What of some lines would be dismissed: the substance, where it is listed, the law's words, and those lines."""

    substance: str
    list_title: str
    tier: str
    wording: str
    lines: str


@dataclass(frozen=True, slots=True)
class RequestEvidence:
    """What is read of a dismissal: what would be dismissed, the lines, and how many more; reason and note of it."""

    dismissed: tuple[DismissedView, ...] = ()
    goods: tuple[GoodsView, ...] = ()
    more: int = 0
    reason: str | Promise = ""


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request: `row` is the first of its referrals, of which there are `findings`.

    `mine`: made by the reader, who may not answer it. `apart`: it goes past what is missing, which is confirmed on its
    own page. The parties, documents and duties are read for those alone that are shown in full.
    """

    row: Referral
    case: CaseView
    findings: int
    asks: str
    about: str
    answer: str
    answered_by: str
    mine: bool
    evidence: RequestEvidence
    apart: Any = None
    parties: tuple[str, ...] = ()
    papers: Sequence[AuthorisationRow] = ()
    duties: DutiesView | None = None


def requests_of(
    rows: Any, reader: User, most: int, *, newest: bool = False, in_full: bool = False
) -> list[RequestView]:
    """Return the requests that some referrals are of, the oldest first, or the last answered first."""
    acts = rows.order_by().values(*ONE_ACT).annotate(first=Min("pk"), number=Count("pk"), answered=Max("answered_at"))
    chosen = list(acts.order_by("-answered", "-first") if newest else acts.order_by("asked_at", "first"))[:most]
    heads = Referral.objects.select_related("case__assignee", "case__disposition", "asked_by", "answered_by")
    named = ReferralLine.objects.select_related("screened_line__line").defer("screened_line__record")
    heads = heads.prefetch_related(Prefetch("lines", named))
    by_pk = heads.in_bulk([act["first"] for act in chosen])
    return [request_view(by_pk[act["first"]], act["number"], reader, in_full=in_full) for act in chosen]


def request_view(row: Referral, findings: int, reader: User, *, in_full: bool = False) -> RequestView:
    """Return the request that a referral is the first of, with its case, parties and duties where asked."""
    if row.kind == Referral.Kind.DISMISSAL:
        evidence = _evidence(row)
        asks, about = _asks(evidence), ", ".join(dict.fromkeys(view.list_title for view in evidence.dismissed))
    else:
        evidence, asks, about = _evidence_of_release(row, in_full=in_full), _asks_release(row), ""
    return RequestView(
        row=row,
        case=case_view(row.case, reader, words.today()),
        findings=findings,
        asks=asks,
        about=about,
        answer=str(ANSWERS[row.answer]),
        answered_by=f"{row.answered_by.get_username()}, {words.instant(row.answered_at)}" if row.answered_by else "",
        mine=row.asked_by_id == reader.pk,
        evidence=evidence,
        **(_case_context(row) if in_full else {}),
    )


def _case_context(row: Referral) -> dict[str, Any]:
    """Return what else is read of the case of a request."""
    override = ReleaseOverride.objects.filter(referral=row).select_related("confirmed_by").first()
    named = papers_named(row.authorisations)
    return {
        "apart": override_view(override, law_known_at().lists) if override else None,
        "parties": tuple(visible(name) for name in row.case.parties.splitlines()),
        "papers": named or papers_of(row.case),
        "duties": duties_view(duty for duty in duties_of(row.case) if duty.is_open),
    }


def _asks(evidence: RequestEvidence) -> str:
    names = ", ".join(dict.fromkeys(view.substance for view in evidence.dismissed if view.substance))
    numbers = [goods.number for goods in evidence.goods]
    fields = {"name": clip(names, 120) or _("what was found"), "lines": spans(numbers), "more": evidence.more}
    if evidence.more:
        return _("Dismiss %(name)s on lines %(lines)s and %(more)d more") % fields
    return ngettext("Dismiss %(name)s on line %(lines)s", "Dismiss %(name)s on lines %(lines)s", len(numbers)) % fields


def _asks_release(row: Referral) -> str:
    """Return what a release is asked of: the shipment, or the lines that it names."""
    lines = row.line_numbers
    return str(LINE_RELEASES[row.word]) % {"lines": spans(lines)} if lines else str(RELEASES[row.word])


def _evidence(row: Referral) -> RequestEvidence:
    """Return what is read of a dismissal, of its first lines; of one that waits, what was not overtaken."""
    act = {name: getattr(row, f"{name}_id" if name in ("case", "asked_by") else name) for name in ONE_ACT}
    judged = Judgement.objects.filter(**{f"referral__{name}": value for name, value in act.items()}).order_by()
    waiting = waiting_together(row).order_by().values("pk")
    judged = judged.filter(referral__in=waiting) if waiting.exists() else judged
    lines = list(judged.order_by("screened_line").values_list("screened_line", flat=True).distinct())
    judgements = judged.filter(screened_line__in=lines[:LINES]).select_related("screened_line__line")
    rows = list(judgements.order_by("screened_line", "position"))
    answers = {judgement.screened_line_id: judgement.screened_line for judgement in rows}
    records = {pk: decode_as(Line, line.record) for pk, line in answers.items()}
    return RequestEvidence(
        dismissed=tuple(_dismissed(rows, records)),
        goods=tuple(_goods(line.pk, line.line.number, records[line.pk]) for line in answers.values()),
        more=max(0, len(lines) - LINES),
        reason=REASONS.get(rows[0].reason, "") if rows else "",
    )


def _evidence_of_release(row: Referral, *, in_full: bool) -> RequestEvidence:
    """Return the first lines that a release names; where it names none, those of its case that need review."""
    if not in_full:
        return RequestEvidence()
    lines = ScreenedLine.objects.filter(screening=row.case.screening_id).order_by("pk")
    numbers = row.line_numbers
    lines = lines.filter(line__number__in=numbers) if numbers else lines.exclude(verdict=Verdict.NO_MATCH)
    rows = lines.select_related("line")[:LINES]
    goods = (_goods(row.pk, row.line.number, decode_as(Line, row.record)) for row in rows)
    return RequestEvidence(goods=tuple(goods), more=max(0, lines.count() - LINES))


def _dismissed(rows: Sequence[Judgement], records: dict[int, Line]) -> Iterable[DismissedView]:
    """Yield each finding that would be dismissed once, with the lines that it is on; whole lines last."""
    found: dict[tuple[str, str, str, str], list[int]] = {}
    for row in rows:
        key = ("", str(_("The whole line")), "", "")
        if row.position != THE_LINE:
            finding = all_visible(records[row.screened_line_id].findings[row.position])
            key = (finding.substance, finding.list_title, str(words_for(TIERS, finding.tier)), finding.wording or "")
        found.setdefault(key, []).append(row.screened_line.line.number)
    return [DismissedView(*key, lines=spans(numbers)) for key, numbers in found.items()]


def _goods(pk: int, number: int, line: Line) -> GoodsView:
    line = all_visible(line)
    parties = " → ".join(filter(None, (declared(line, "consignor"), declared(line, "consignee"))))
    return GoodsView(pk, number, clip(declared_goods(line), LONGEST_DECLARED), amount(line), parties)
