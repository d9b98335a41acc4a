"""Refuse truncated bodies: one that ends before its Content-Length is no shorter body, but a broken call.

Without this, a file whose sender hung up would be read as far as it came, and be taken for the whole of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class BodyCutOff(OSError):
    """The body ended before its length: Django tells a view that it is unreadable."""


class BoundedBody:
    """The input of a call with a body of `length` bytes; raises `BodyCutOff` where it ends before."""

    def __init__(self, body: Any, length: int) -> None:
        self._body, self._left = body, length

    def read(self, size: int = -1) -> bytes:
        """Return up to so many bytes; all that are left, without a number."""
        return self._counted(self._body.read(self._left if size < 0 else size), is_over=size < 0)

    def readline(self, size: int = -1) -> bytes:
        """Return a line, or so much of it."""
        return self._counted(self._body.readline(self._left if size < 0 else size))

    def _counted(self, chunk: bytes, *, is_over: bool = False) -> bytes:
        self._left -= len(chunk)
        if self._left > 0 and (is_over or not chunk):
            raise BodyCutOff(f"the body ended {self._left} bytes before its length")
        return chunk


def guard_truncated_bodies(application: Application) -> Application:
    """Return the application, wrapped so that it fails on a truncated body."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length):
            environ["wsgi.input"] = BoundedBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return answer
