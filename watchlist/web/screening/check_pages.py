"""The ad-hoc check: type, paste or draw one thing, and read at once what the law says of it. Nothing is stored unasked.

The answer comes as one types (htmx), on Enter, and without any script: the page is the same, htmx takes its parts.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from watchlist.access.probing_detection import AwaitsReview
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.law_store.compile import law_known_at
from watchlist.screenings.checking import check, keep
from watchlist.web.screening.check_form import CheckForm, SaveForm
from watchlist.web.screening.check_view import CheckView, check_result
from watchlist.web.screening.screen_pages import form_errors, screen_page, stored_response
from watchlist.web.viewpoint import Viewpoint, reader_of, render_page
from watchlist.web.words import today

FORBIDDEN = 403
BAD_REQUEST = 400


@screen_page
def check_page(request: HttpRequest) -> HttpResponseBase:
    """Show the box and, where something was sent with it, the answer; store it where that is asked."""
    if "save" in request.POST:
        return _save(request)
    form = CheckForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return _page(request, form, status=BAD_REQUEST)
    if request.method != "POST" or not form.cleaned_data["typed"]:
        return _page(request, form)
    try:
        found = check_result(reader_of(request), form.goods, form.question)
    except AwaitsReview as error:
        return _page(request, form, status=FORBIDDEN, errors=[error.message])
    except CorrectTheQuestion as error:
        return _page(request, form, status=BAD_REQUEST, errors=[error.message])
    return _page(request, form, found=found)


def _save(request: HttpRequest) -> HttpResponse:
    """Store what was checked, as it is answered now, and go to it."""
    form = SaveForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=BAD_REQUEST)
    checked = check(form.goods, form.question, form.cleaned_data["reference"])
    return stored_response(keep(checked=checked, actor=request.user.get_username()))


def _page(
    request: HttpRequest,
    form: CheckForm,
    *,
    status: int = 200,
    found: CheckView | None = None,
    errors: list[str] | None = None,
) -> HttpResponse:
    is_part = "HX-Request" in request.headers
    page = render_page(
        request,
        "check.html",
        status=200 if is_part else status,  # htmx puts no other answer in its place
        title=_("Ad-hoc check"),
        form=form,
        view=_viewpoint(form),
        found=found,
        errors=[*form_errors(form), *(errors or ())],
    )
    if is_part:
        page["HX-Replace-Url"] = f"{request.path}{form.address_query}"
    return page


def _viewpoint(form: CheckForm) -> Viewpoint:
    """Return the day and the law of the form; those of today where it is not valid."""
    cleaned = form.cleaned_data if form.is_valid() else {}
    chosen = {name: str(form[name].value()) for name in ("as_of", "known_at") if cleaned.get(name)}
    return Viewpoint(cleaned.get("as_of") or today(), law_known_at(cleaned.get("known_at")), chosen)
