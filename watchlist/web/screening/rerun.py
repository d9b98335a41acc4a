"""Screen a stored shipment again, after a page that explains what that does."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading import ManifestError
from watchlist.engine.reports import visible
from watchlist.errors import LookAgain
from watchlist.screenings import Screening, is_last, queue_rerun, rerun_screening
from watchlist.web.form_fields import form_errors
from watchlist.web.judging import bench_of
from watchlist.web.screening.screen_form import DAYS_OF_LAW, MOST_LINES
from watchlist.web.screening.screen_pages import queued_response, screen_page, stored_response
from watchlist.web.stored_answers import screening_view, screenings
from watchlist.web.viewpoint import reader_of, render_page


class RerunForm(forms.Form):
    """The day of the law for every finding; without one, the day of the movement of each."""

    as_of = forms.DateField(
        label=gettext_lazy("Law as of"), required=False, input_formats=["%Y-%m-%d"], validators=DAYS_OF_LAW
    )


@screen_page
def rerun_page(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Explain what screening again does; when posted, screen again and go to the results."""
    screening: Screening = get_object_or_404(screenings(), pk=key)
    if request.method != "POST":
        return _page(request, screening, RerunForm())
    form = RerunForm(request.POST)
    if not form.is_valid():
        return _page(request, screening, form, HTTPStatus.BAD_REQUEST)
    try:
        return _rerun(screening, form.cleaned_data["as_of"], request)
    except LookAgain as error:
        return _page(request, screening, form, HTTPStatus.CONFLICT, visible(error.message))
    except (ManifestError, CorrectTheQuestion) as error:
        return _page(request, screening, form, HTTPStatus.UNPROCESSABLE_ENTITY, visible(error.message))


def _rerun(screening: Screening, as_of: Any, request: HttpRequest) -> HttpResponse:
    arguments = {"screening": screening, "as_of": as_of, "actor": request.user.get_username()}
    if screening_view(screening).lines > MOST_LINES:
        return queued_response(queue_rerun(**arguments))
    return stored_response(rerun_screening(**arguments))


def _page(
    request: HttpRequest, screening: Screening, form: RerunForm, status: int = HTTPStatus.OK, error: str = ""
) -> HttpResponse:
    view, last = screening_view(screening), is_last(screening)
    return render_page(
        request,
        "screen_again.html",
        status=status,
        title=_("Screen %(name)s again") % {"name": view.name},
        told=view,
        bench=bench_of(screening, reader_of(request)),
        last=last,
        form=form,
        errors=[error] if error else list(form_errors(form)) if form.is_bound else [],
        is_long=view.lines > MOST_LINES,
    )
