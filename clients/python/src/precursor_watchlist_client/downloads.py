"""Files of results, streamed to disk: one that breaks off goes on where it stopped, of the same file or not at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from uuid import UUID

import httpx

from precursor_watchlist_client.answers import Refused, UnexpectedAnswer
from precursor_watchlist_client.generated.models import ProblemDetails
from precursor_watchlist_client.retries import RETRY_AFTER, Retries, seconds_of
from precursor_watchlist_client.waiting import Patience

CONTENT_RANGE: Final = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


class DownloadFailed(Exception):
    """The connection broke more often than was to be tried. What came is kept: the next download goes on from there."""


class Partial:
    """A file on its way: what came of it stands beside its place, and so does the ETag of what that is a part of."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.file = target.with_name(f"{target.name}.part")
        self._etag = target.with_name(f"{target.name}.part.etag")

    @property
    def size(self) -> int:
        """Return how many bytes came."""
        return self.file.stat().st_size if self.file.exists() else 0

    def headers(self) -> dict[str, str]:
        """Return what asks for the rest; nothing where nothing came."""
        if not (self.size and self._etag.exists()):
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self._etag.read_text(encoding="ascii")}

    def begin(self, etag: str) -> None:
        """Note of which file the bytes that follow are."""
        self.file.write_bytes(b"")
        self._etag.write_text(etag, encoding="ascii")

    def forget(self) -> None:
        """Take away what came."""
        self.file.unlink(missing_ok=True)
        self._etag.unlink(missing_ok=True)

    def finish(self) -> Path:
        """Put the whole file in its place, and return that."""
        self.file.replace(self.target)
        self._etag.unlink(missing_ok=True)
        return self.target


def download(
    client: httpx.Client, manifest_id: UUID, target: Path, *, form: str, retries: Retries, patience: Patience
) -> Path:
    """Write the results of a manifest to `target`, and return it. Raises `Refused`, `DownloadFailed`, `StillRunning`.

    A file that is still to be made is waited for; a broken connection is taken up again, by a later call too.
    """
    partial, until, waits = Partial(target), patience.until(), retries.waits()
    address = f"/api/v1/manifests/{manifest_id}/results/"
    while True:
        try:
            seconds = _fetch(client, address, form, partial)
        except httpx.TransportError as error:
            wait = next(waits, None)
            if wait is None:
                raise DownloadFailed(str(error)) from error
            retries.sleep(wait)
            continue
        if seconds is None:
            return partial.finish()
        patience.wait(seconds, until)


def _fetch(client: httpx.Client, address: str, form: str, partial: Partial) -> float | None:
    """Fetch what is missing; return None once it is there, else the seconds after which to ask again."""
    headers = {"Accept-Encoding": "identity", **partial.headers()}
    with client.stream("GET", address, params={"format": form}, headers=headers) as response:
        match response.status_code:
            case 200:
                partial.begin(response.headers["ETag"])
                _append(response, partial, int(response.headers["Content-Length"]))
            case 206:
                start, size = _span(response)
                if start != partial.size:
                    partial.forget()
                    raise UnexpectedAnswer(f"a part came from byte {start:,} on, where another was asked for")
                _append(response, partial, size)
            case 202:
                return seconds_of(response.headers.get(RETRY_AFTER)) or 1.0
            case 416:
                partial.forget()
                return 0.0
            case _:
                response.read()
                raise Refused(ProblemDetails.from_dict(response.json()))
    return None


def _append(response: httpx.Response, partial: Partial, size: int) -> None:
    with partial.file.open("ab") as file:
        for block in response.iter_bytes():
            file.write(block)
    if partial.size < size:
        raise httpx.ReadError(f"{partial.size:,} of {size:,} bytes came", request=response.request)


def _span(response: httpx.Response) -> tuple[int, int]:
    """Return where a part begins, and how long the whole is."""
    found = CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if found is None:
        raise UnexpectedAnswer("a part of a file came without its Content-Range")
    return int(found[1]), int(found[3])
