"""Screen a stored shipment again: what that does is said first, and done once the officer asks for it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reports.text import visible
from watchlist.errors import LookAgain
from watchlist.screenings.models import Screening
from watchlist.screenings.rerun import is_last, queue_rerun, rerun_screening
from watchlist.web.judging.case import bench_of
from watchlist.web.screening.screen_form import DAYS_OF_LAW, MOST_LINES
from watchlist.web.screening.screen_pages import form_errors, queued, screen_page, stored
from watchlist.web.screening.screenings import said, screenings
from watchlist.web.viewpoint import reader_of, shown


class AgainForm(forms.Form):
    """The day on which every law is asked; none: each finding on the day of its own movement."""

    as_of = forms.DateField(label=_("Law as of"), required=False, input_formats=["%Y-%m-%d"], validators=DAYS_OF_LAW)


@screen_page
def again_page(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Say what it is to screen a shipment again; where the officer asks for it, do so and go to the results."""
    screening: Screening = get_object_or_404(screenings(), pk=key)
    if request.method != "POST":
        return _page(request, screening, AgainForm())
    form = AgainForm(request.POST)
    if not form.is_valid():
        return _page(request, screening, form, HTTPStatus.BAD_REQUEST)
    try:
        return _done(screening, form.cleaned_data["as_of"], request)
    except LookAgain as error:
        return _page(request, screening, form, HTTPStatus.CONFLICT, visible(error.message))
    except (ManifestError, CorrectTheQuestion) as error:
        return _page(request, screening, form, HTTPStatus.UNPROCESSABLE_ENTITY, visible(error.message))


def _done(screening: Screening, as_of: Any, request: HttpRequest) -> HttpResponse:
    asked = {"screening": screening, "as_of": as_of, "actor": request.user.get_username()}
    if said(screening).lines > MOST_LINES:
        return queued(queue_rerun(**asked))
    return stored(rerun_screening(**asked))


def _page(
    request: HttpRequest, screening: Screening, form: AgainForm, status: int = HTTPStatus.OK, error: str = ""
) -> HttpResponse:
    told, last = said(screening), is_last(screening)
    return shown(
        request,
        "screen_again.html",
        status=status,
        title=say("Screen %(name)s again") % {"name": told.name},
        told=told,
        bench=bench_of(screening, reader_of(request)),
        last=last,
        form=form,
        errors=[error] if error else list(form_errors(form)) if form.is_bound else [],
        is_long=told.lines > MOST_LINES,
    )
