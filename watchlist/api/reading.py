"""How a request is read and in what it is answered: JSON, whatever a client says that it accepts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any, ClassVar, Final

import orjson
from django.http import Http404
from rest_framework.exceptions import NotAcceptable, ParseError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from watchlist.engine.answer import Part
from watchlist.engine.answer_codec import encode
from watchlist.engine.reading.readers import BODIES, LONG_BODIES, REQUEST, REQUEST_LINES

MEDIA_TYPE: Final = "application/json"


def rendered(data: Any) -> bytes:
    """Return plain values, and parts of answers among them, as JSON."""
    return orjson.dumps(data, default=_part, option=orjson.OPT_UTC_Z)


def _part(value: object) -> orjson.Fragment:
    if isinstance(value, Part):
        return orjson.Fragment(encode(value))
    raise TypeError(type(value))


class Json(BaseRenderer):
    """Renders plain values, and parts of answers, as JSON."""

    media_type = MEDIA_TYPE
    format = "json"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        """Return the bytes that are sent; none for nothing."""
        return b"" if data is None else rendered(data)


class WrittenNumbers(BaseParser):
    """Parses JSON and keeps all that was written: 25.00 stays 25.00, and of a name written twice both values stay."""

    media_type = MEDIA_TYPE
    source: ClassVar[str] = REQUEST

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the parsed body; raises `ParseError` for what is no JSON of this world, or nested too deeply."""
        with _raising_parse_errors():
            return BODIES[self.source](stream.read())

    @classmethod
    def parse_file(cls, file: IO[bytes]) -> Any:
        """Return the same of a body in a file, which must stay open: lines that come one a record are not held."""
        with _raising_parse_errors():
            return LONG_BODIES[cls.source](file)


class BodyLines(WrittenNumbers):
    """Parses JSON Lines as the JSON body that says the same."""

    media_type = "application/jsonl"
    source = REQUEST_LINES


class NewlineDelimitedJson(BodyLines):
    """The same under the other of its names."""

    media_type = "application/x-ndjson"


BODY_PARSERS: Final = (WrittenNumbers, BodyLines, NewlineDelimitedJson)
"""Of the calls that take the lines of a shipment."""
LINES_TYPES: Final = (BodyLines.media_type, NewlineDelimitedJson.media_type)


def body_parser(request: Request) -> type[WrittenNumbers] | None:
    """Return by what the body of a call is parsed; None where it is a form."""
    kind = (request.content_type or "").partition(";")[0].strip().lower()
    return next((parser for parser in BODY_PARSERS if parser.media_type == kind), None)


def source_of_body(request: Request) -> str:
    """Return the name that the manifest of a body bears, of `BODIES`."""
    return (body_parser(request) or WrittenNumbers).source


class JsonRegardless(DefaultContentNegotiation):
    """Answers in the view's first format where a client accepts none: nobody is refused before a token is read."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Return the renderer and media type that the client asks for, or the first."""
        try:
            chosen: tuple[BaseRenderer, str] = super().select_renderer(request, renderers, format_suffix)
        except (NotAcceptable, Http404):
            chosen = renderers[0], renderers[0].media_type
        return chosen


@contextmanager
def _raising_parse_errors() -> Iterator[None]:
    try:
        yield
    except (ValueError, RecursionError) as error:
        raise ParseError(f"The body is not readable JSON: {_why(error)}.") from error


def _why(error: ValueError | RecursionError) -> str:
    match error:
        case json.JSONDecodeError():
            return f"{error.msg} at line {error.lineno}, column {error.colno}"
        case UnicodeDecodeError():
            return "it is not in UTF-8"
        case RecursionError():
            return "it is nested too deeply"
    return str(error)
