"""The OpenAPI document over HTTP, for whoever writes a client: without a token, and made once in a process."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request

from watchlist.api.base import refuse_parameters
from watchlist.api.public import PublicEndpoint


class SchemaAddress(PublicEndpoint):
    """The document as YAML, or as JSON where that is accepted."""

    renderer_classes = SpectacularAPIView.renderer_classes

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        """Return the document in the form that is accepted. Raises the problem of any parameter."""
        refuse_parameters(request)
        renderer = request.accepted_renderer
        return HttpResponse(
            rendered_document(renderer.format),
            content_type=f"{renderer.media_type}; charset=utf-8",
            headers={"Content-Disposition": f'inline; filename="Precursor Watchlist.{renderer.format}"'},
        )


@cache
def rendered_document(name: str) -> bytes:
    """Return the document as YAML or JSON. It is the same for everybody, and takes seconds to make."""
    renderer = next(each for each in SchemaAddress.renderer_classes if each.format == name)
    written: Any = renderer().render(_document(), renderer_context={})
    return written if isinstance(written, bytes) else written.encode()


@cache
def _document() -> dict[str, Any]:
    generator: Any = SchemaGenerator  # it has no types
    document: dict[str, Any] = generator().get_schema(request=None, public=True)
    return document
