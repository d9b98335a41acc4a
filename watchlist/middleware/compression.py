"""Compression of answers, but for files that are read in parts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class Compression(GZipMiddleware):
    """Compresses what is long. A file that may be read in parts goes as it is: length, ranges and ETag are its own."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer, compressed where that is asked for."""
        if response.has_header("Accept-Ranges"):
            return response
        return super().process_response(request, response)
