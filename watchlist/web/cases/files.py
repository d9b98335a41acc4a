"""A file of a case, sent to be saved and not to be opened in a page.

Its address is outside the pages: no session cookie is sent there.
"""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from watchlist.cases import attachment_at

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store, private",
}


@require_safe
def attachment_file(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the file of a signed address: 404 where it is old, forged, or its reader may no longer read it."""
    row = attachment_at(token)
    if row is None:
        raise Http404
    response = HttpResponse(bytes(row.content), content_type=row.media_type, headers=HEADERS)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.name) or "attachment"
    return response


app_name = "files"
urlpatterns = [path("<str:token>/", attachment_file, name="attachment")]
