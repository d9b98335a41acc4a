"""Long bodies, put into a file as they come: what is read of one then takes as much memory as one that is short."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, cast

from django.utils.datastructures import MultiValueDict
from rest_framework.request import Request

PIECE: Final = 64 * 1024
IN_MEMORY: Final = 1024 * 1024


def spooled_body(request: Request) -> BinaryIO:
    """Return the body of a call that nobody read, as a file at its beginning; it is closed with the call."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - Django closes it, as it does with files of a form
    call: Any = request._request
    call._files = MultiValueDict({"body": [file]})
    while request.stream and (piece := request.stream.read(PIECE)):
        file.write(piece)
    file.seek(0)
    return cast(BinaryIO, file)
