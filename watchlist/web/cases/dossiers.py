"""The dossier of a case as files, and its filing packs as pages and files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watchlist.cases import VIEW, Case
from watchlist.cases.dossier import dossier_json, dossier_pdf
from watchlist.cases.packs import available_packs, pack_file, pack_of
from watchlist.engine.reports import visible
from watchlist.engine.texts import in_english
from watchlist.errors import AskForTheRight
from watchlist.web.viewpoint import law_page, reader_of, render_page

TYPES: Final = {"pdf": "application/pdf", "json": "application/json"}
MAKERS: Final[dict[str, Callable[[Case, User], bytes]]] = {"pdf": dossier_pdf, "json": dossier_json}


@require_safe
@law_page(VIEW)
def dossier_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Make a dossier of a case and send it: that it was made is kept."""
    case = _case(pk)
    with _as_http_errors(), in_english():
        content = MAKERS[form](case, reader_of(request))
    return _file_response(content, f"{case.number}-dossier.{form}", form)


@law_page(VIEW)
def packs_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the packs that may be made of a case: first those that answer a duty of it."""
    case = _case(pk)
    with _as_http_errors():
        packs = available_packs(case, reader_of(request))
    return render_page(
        request,
        "packs.html",
        title=_("Filing packs of %(case)s") % {"case": case.number},
        case=case,
        called=visible(case.title),
        back=reverse("cases:one", args=[case.pk]),
        answering=[form for form, answers in packs if answers],
        others=[form for form, answers in packs if not answers],
    )


@law_page(VIEW)
def pack_page(request: HttpRequest, pk: int, key: str) -> HttpResponseBase:
    """Show one pack, filled in; nothing is kept of a look at it."""
    case = _case(pk)
    with _as_http_errors():
        pack = pack_of(case, key, reader_of(request))
    return render_page(request, "pack.html", title=pack.form.title, case=case, called=visible(case.title), pack=pack)


@require_safe
@law_page(VIEW)
def pack_download(request: HttpRequest, pk: str, key: str, form: str) -> HttpResponseBase:
    """Make the file of a pack and send it: that it was made is kept."""
    case = _case(int(pk))
    with _as_http_errors(), in_english():
        content = pack_file(case, key, reader_of(request), form)
    return _file_response(content, f"{case.number}-{key}.{form}", form)


def _case(pk: int) -> Case:
    cases = Case.objects.select_related("screening__manifest").defer("screening__manifest__original")
    found: Case = get_object_or_404(cases, pk=pk)
    return found


@contextmanager
def _as_http_errors() -> Iterator[None]:
    """Answer 403 without the right, and 404 for a pack that there is none of."""
    try:
        yield
    except AskForTheRight as error:
        raise PermissionDenied from error
    except KeyError as error:
        raise Http404 from error


def _file_response(content: bytes, name: str, form: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES[form], headers=headers)
