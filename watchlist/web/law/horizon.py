"""The horizon: proposed and announced law by its next day, and the substances that a curator links to a notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.decision import CompiledNotice, Horizon
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law import CompiledLaw
from watchlist.engine.reports import NOTICES, visible
from watchlist.law_store import Jurisdiction
from watchlist.list_updates import PROPOSE, Notice, horizon_known_at, link_notice, unlink_notice, withdraw_notice
from watchlist.web import words
from watchlist.web.form_fields import ClippedTextField, FilterForm
from watchlist.web.law.words import Addresses
from watchlist.web.viewpoint import law_page, render_page, viewpoint

VIEW_LISTS: Final = "watchlist.view_controllist"
MANY: Final = {
    "proposal": gettext_lazy("Proposals"),
    "consultation": gettext_lazy("Consultations"),
    "notification": gettext_lazy("Notifications"),
    "rule": gettext_lazy("Rules"),
}
DAYS = ((gettext_lazy("comments close"), "comments_close_on"), (gettext_lazy("effective"), "effective_on"))


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of a notice: what happens on it, when, and whether it is past."""

    what: str
    on: str
    past: bool


@dataclass(frozen=True, slots=True)
class NoticeSubstance:
    """One substance that a notice is about."""

    key: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One notice, ready for its row; `url` is empty where it is no address of the web."""

    key: str
    kind: str
    label: str
    title: str
    jurisdiction: str
    citation: str
    url: str
    published: str
    days: tuple[DayView, ...]
    substances: tuple[NoticeSubstance, ...]


class HorizonForm(FilterForm):
    """Which notices are listed."""

    jurisdiction = ClippedTextField(200)
    kind = ClippedTextField(200)


@law_page(VIEW_LISTS)
def horizon_page(request: HttpRequest) -> HttpResponseBase:
    """List the notices, as known at the instant requested."""
    view = viewpoint(request)
    horizon = horizon_known_at(view.law.known_at)
    fields = HorizonForm.from_address(request).cleaned_data
    place, kind = fields["jurisdiction"], fields["kind"]
    wanted = [notice for notice in horizon.notices if place in ("", notice.jurisdiction) and kind in ("", notice.kind)]
    coming, others = coming_and_past(wanted, view.day, view.law, Addresses(view.query))
    return render_page(
        request,
        "horizon.html",
        title=_("Horizon"),
        view=view,
        path=request.path,
        coming=coming,
        others=others,
        held=len(horizon.notices),
        kinds=_kinds(horizon),
        kind=kind,
        places=Jurisdiction.objects.filter(key__in={notice.jurisdiction for notice in horizon.notices}),
        place=place,
    )


@law_page(VIEW_LISTS)
def notice_page(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show one notice with all its versions; a curator links substances to it."""
    if request.method == "POST":
        return _apply_verb(request, key)
    view = viewpoint(request)
    compiled = next((notice for notice in horizon_known_at(view.law.known_at).notices if notice.key == key), None)
    row = Notice.objects.known_at(view.law.known_at).filter(key=key).first()
    if compiled is None or row is None:
        raise Http404
    curates = "known_at" not in view.chosen and request.user.has_perm(PROPOSE)
    others = [substance for substance in view.law.substances.values() if substance.key not in compiled.substances]
    return render_page(
        request,
        "notice.html",
        title=visible(compiled.title)[:80],
        view=view,
        path=request.path,
        row=row,
        notice=notice_view(compiled, view.day, view.law, Addresses(view.query)),
        said=[visible(line) for line in row.text.splitlines()],
        known=notice_versions(key),
        curates=curates,
        substances=sorted((substance.name, substance.key) for substance in others) if curates else (),
    )


def _apply_verb(request: HttpRequest, key: str) -> HttpResponseBase:
    """Apply a curator's verb to the version that they were shown, and go back to the page."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(PROPOSE):
        raise PermissionDenied
    form = NoticeForm(request.POST, key=key)
    if not form.is_valid():
        raise Http404
    entered = form.cleaned_data
    try:
        if entered["verb"] == WITHDRAW:
            withdraw_notice(notice=entered["row"], reason=entered["said"], actor=user)
        else:
            LINKING[entered["verb"]](notice=entered["row"], substances=[entered["said"]], actor=user)
    except CorrectTheData as error:
        messages.error(request, error.message)
    return redirect(request.path)


LINKING: Final = {"link": link_notice, "unlink": unlink_notice}
WITHDRAW: Final = "withdraw"


class NoticeForm(forms.Form):
    """A curator's verb, the version of the notice that they were shown, and the substance or the reason."""

    verb = forms.ChoiceField(choices=[(verb, verb) for verb in (*LINKING, WITHDRAW)])
    row = forms.ModelChoiceField(Notice.objects.none())
    said = ClippedTextField(4_000)

    def __init__(self, posted: QueryDict, *, key: str) -> None:
        super().__init__(posted)
        self.fields["row"].queryset = Notice.objects.filter(key=key)  # type: ignore[attr-defined] # a field of rows


def _kinds(horizon: Horizon) -> list[tuple[str, str, str, int]]:
    """Return the kinds in their order, in words, in words for many, and how many notices there are of each."""
    counts = Counter(notice.kind for notice in horizon.notices)
    return [(kind, _(label), str(MANY.get(kind, _(label))), counts[kind]) for kind, label in NOTICES.items()]


def coming_and_past(
    notices: Iterable[CompiledNotice], day: date, law: CompiledLaw, addresses: Addresses
) -> tuple[list[NoticeView], list[NoticeView]]:
    """Return the notices with a day to come, the next one first, and the others, the last published first."""
    by_day = sorted(notices, key=lambda notice: _next(notice, day) or date.max)
    coming = [notice_view(compiled, day, law, addresses) for compiled in by_day if _next(compiled, day)]
    return coming, [notice_view(compiled, day, law, addresses) for compiled in by_day if not _next(compiled, day)]


def notice_view(notice: CompiledNotice, day: date, law: CompiledLaw, addresses: Addresses) -> NoticeView:
    """Return a notice in words, seen from a day."""
    return NoticeView(
        key=notice.key,
        kind=notice.kind,
        label=NOTICES[notice.kind],
        title=visible(notice.title),
        jurisdiction=notice.jurisdiction,
        citation=visible(notice.citation),
        url=notice.url if notice.url.startswith(("https://", "http://")) else "",
        published=words.day(notice.published_on),
        days=_days(notice, day),
        substances=tuple(
            NoticeSubstance(key, law.substances[key].name, addresses.substance(key))
            for key in notice.substances
            if key in law.substances
        ),
    )


def notice_versions(key: str) -> list[tuple[Notice, str, tuple[DayView, ...]]]:
    """Return every stored version of a notice with its label and its days, the latest first."""
    rows = Notice.objects.filter(key=key).order_by("-recorded_at", "-pk")
    return [(row, NOTICES[row.kind], _days(row, words.today())) for row in rows]


def _days(notice: CompiledNotice | Notice, day: date) -> tuple[DayView, ...]:
    named_days = ((what, getattr(notice, name)) for what, name in DAYS)
    return tuple(DayView(str(what), words.day(on), on < day) for what, on in named_days if on)


def _next(notice: CompiledNotice, day: date) -> date | None:
    """Return the next day of a notice from `day` on; None for a withdrawn one."""
    if notice.kind == Notice.Kind.WITHDRAWN:
        return None
    days = (getattr(notice, name) for _, name in DAYS)
    return min((on for on in days if on and on >= day), default=None)
