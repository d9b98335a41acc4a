"""One case: its state, what of it is to be judged, which duties it has, what happened, and what its reader may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import User
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from watchlist.authorisations import Authorisation
from watchlist.cases import (
    AWAITING,
    CLOSED,
    DISPOSITIONS as DISPOSITION_WORDS,
    ON_HOLD,
    RELEASES,
    REPORT,
    REVIEW,
    VIEW,
    WORK,
    Case,
    Referral,
    address_of,
    attachments_of,
    counts_by_case,
    counts_by_word,
    counts_text,
    duties_of,
    eligible_authorisations,
    is_controlled,
    lines_to_release,
    obstacles_of,
    reports_of,
    sees_reports,
    visible_state,
)
from watchlist.engine.reports import visible
from watchlist.engine.texts import grouped
from watchlist.law_store import Jurisdiction, law_known_at
from watchlist.notifications import people_with
from watchlist.web import words
from watchlist.web.cases.case_events import event_page_of
from watchlist.web.cases.correction_runs import corrections_dropped, corrections_under_way
from watchlist.web.cases.news import news_of
from watchlist.web.cases.obstacles import OVERRIDES, ObstacleView, obstacle_views
from watchlist.web.cases.questions import question_views
from watchlist.web.cases.route_views import route_cards, route_choices
from watchlist.web.cases.words import DISPOSITIONS, TOP, case_view, duties_view, line_rows
from watchlist.web.page_acts import acts_on_case
from watchlist.web.registers import AuthorisationRow, authorisation_row
from watchlist.web.stored_answers import may_read
from watchlist.web.viewpoint import law_page, reader_of, render_page

SCREENINGS: Final = 10


@dataclass(frozen=True, slots=True)
class CasePermissions:
    """What a reader may do with a case; all False for who may do nothing."""

    works: bool
    leads: bool
    is_open: bool
    may_hold: bool
    may_resume: bool
    held_by_lead: bool
    left: int
    asks_second: bool
    waiting: Referral | None

    @property
    def may_dispose(self) -> bool:
        """Say whether the reader may choose a disposition: the case is open, and no release of it is referred."""
        return self.works and self.is_open and self.waiting is None


@law_page(VIEW)
def case_page(request: HttpRequest, pk: int, refused: Form | None = None) -> HttpResponseBase:
    """Show one case, with what was typed for an act that was refused still in its form."""
    found = Case.objects.select_related("assignee", "disposition", "disposition__by", "screening__manifest")
    case = get_object_or_404(found.defer("screening__manifest__original"), pk=pk)
    reader = reader_of(request)
    routes, permissions = route_cards(case, reader), permissions_of(case, reader)
    counts, open_routes = counts_by_case([case.pk]).get(case.pk), [card.country for card in routes if card.is_open]
    view = case_view(case, reader, words.today(), counts=counts, routes=open_routes)
    verb = request.resolver_match.url_name if request.resolver_match else ""  # of a refusal: it stands in its place
    return render_page(
        request,
        "case.html",
        title=f"{case.number} · {view.name}",
        case=view,
        acts=acts_on_case(case, reader),
        row=case,
        written={verb: refused.data} if refused else {},
        rests=words.day(case.snoozed_until) if case.snoozed_until and case.snoozed_until > words.today() else "",
        papers_used=papers_named(case.disposition.authorisations) if case.disposition else [],
        parties=[visible(name) for name in case.parties.splitlines()],
        doing=permissions,
        papers=papers_of(case) if permissions.may_dispose else [],
        obstacles=obstacles_in_the_way(case) if permissions.may_dispose else [],
        override_reasons=OVERRIDES.items(),
        counts=counts_text((case.disposition and case.disposition.counts) or counts_by_word(case)),
        routes=routes,
        **route_choices(),
        news=news_of(case, reader),
        reads=may_read(request),
        lines=line_rows(request, case) if may_read(request) else [],
        more=max(0, case.lines_for_people - TOP),
        duties=duties_view(duties_of(case)),
        under_way=corrections_under_way(case.screening),
        to_ask_again=corrections_dropped(case) if permissions.works else [],
        questions=question_views(case),
        ask_page=reverse("cases:questions", args=[case.pk]) if permissions.works and reader.has_perm(REVIEW) else "",
        **_history(case, reader),
        **_choices(reader),
    )


def permissions_of(case: Case, reader: User) -> CasePermissions:
    """Return what a reader may do with a case, by the state shown to them: a report changes none of it for others."""
    works, leads = reader.has_perm(WORK), reader.has_perm(REPORT)
    state, is_open = visible_state(case, reader), case.state != CLOSED
    on_hold = state in (ON_HOLD, AWAITING)
    kept = case.held_by_lead and not leads
    waiting = case.referrals.filter(kind=Referral.Kind.RELEASE, answer="").select_related("asked_by").first()
    return CasePermissions(
        works=works,
        leads=leads,
        is_open=is_open,
        may_hold=(works or leads) and is_open and not on_hold,
        may_resume=(works or leads) and on_hold and not kept,
        held_by_lead=kept,
        left=case.to_judge + case.lines_waiting,
        asks_second=works and is_open and is_controlled(case),
        waiting=waiting,
    )


def _history(case: Case, reader: User) -> dict[str, Any]:
    """Return the history of a case: events, files, screenings, look-backs, and reports for who may know of them."""
    screenings = case.screenings.select_related("screening").order_by("-at")[:SCREENINGS]
    look_backs = case.look_backs.select_related("rescreen__due").order_by("-at")[:SCREENINGS]
    return {
        **event_page_of(case, reader),
        "files": [(address_of(file, reader), file, grouped(file.size)) for file in attachments_of(case, reader)],
        "screenings": [case_screening.screening for case_screening in screenings],
        "look_backs": look_backs,
        "reports": reports_of(case, reader),
        "knows_reports": sees_reports(reader),
    }


def _choices(reader: User) -> dict[str, Any]:
    if not reader.has_perm(WORK):
        return {}
    people = people_with((WORK,)).order_by("username").values_list("pk", "username")
    return {
        "people": list(people),
        "dispositions": [(word, DISPOSITIONS[word], word in RELEASES) for word in DISPOSITION_WORDS],
        "jurisdictions": Jurisdiction.objects.order_by("key") if reader.has_perm(REPORT) else (),
        "today": words.today().isoformat(),
    }


def obstacles_in_the_way(case: Case) -> list[ObstacleView]:
    """Return what stands in the way of a plain release, in words."""
    obstacles = obstacles_of(case, RELEASES[0], (), words.today(), lines_to_release(case))
    return obstacle_views(obstacles, law_known_at().lists)


def papers_of(case: Case) -> list[AuthorisationRow]:
    """Return the documents on file that are for goods of a case, in the order in which they end."""
    rows = eligible_authorisations(case)
    if not rows:
        return []
    law, today = law_known_at(), words.today()
    return [authorisation_row(row, law, today) for row in rows]


def papers_named(kept: str) -> list[AuthorisationRow]:
    """Return the documents that a release names, as they stand today."""
    if not kept:
        return []
    law, today = law_known_at(), words.today()
    rows = Authorisation.objects.with_uses().filter(pk__in=map(int, kept.split()))
    return [authorisation_row(row, law, today) for row in rows.order_by("number", "pk")]
