"""What others did with a case while its page is open: asked every few seconds, answered from its last event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django import forms
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from watchlist.cases import TOLD_BY_JOBS, VIEW, Case, events_of, sentence_of
from watchlist.middleware import asked_by_script
from watchlist.web.viewpoint import law_page, reader_of

MOST_SENTENCES: Final = 5


@dataclass(frozen=True, slots=True)
class CaseNews:
    """Where a page asks what others did, and the last event that it shows."""

    address: str
    since: int


class SinceForm(forms.Form):
    """The last event that a page shows."""

    since = forms.IntegerField(required=False, min_value=0)


def news_of(case: Case, reader: User) -> CaseNews:
    """Return where a page of a case asks for what others did after it was made."""
    return CaseNews(reverse("cases:news", args=[case.pk]), _last_event(case, reader))


@asked_by_script
@require_safe
@law_page(VIEW)
def news_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return what others and jobs did since an event that the page names, in sentences; 304 for nothing new.

    It tells of nothing that the reader may not know of, and leaves the end of the session where it is.
    """
    case, reader = get_object_or_404(Case.objects.only("pk"), pk=pk), reader_of(request)
    last = _last_event(case, reader)
    etag = quote_etag(str(last))
    seen = get_conditional_response(request, etag=etag)
    if seen is not None:
        return seen
    form = SinceForm(request.GET)
    since = (form.cleaned_data["since"] or 0) if form.is_valid() else last
    own = Q(by=reader.get_username()) & ~Q(verb__in=TOLD_BY_JOBS)
    others = events_of(case, reader).filter(pk__gt=since).exclude(own).order_by("pk")
    sentence = [sentence_of(event) for event in others[: MOST_SENTENCES + 1]]
    answer: HttpResponse = JsonResponse(
        {"last": last, "told": sentence[:MOST_SENTENCES], "more": len(sentence) > MOST_SENTENCES}
    )
    answer.headers["ETag"] = etag
    return answer


def _last_event(case: Case, reader: User) -> int:
    return events_of(case, reader).values_list("pk", flat=True).first() or 0
