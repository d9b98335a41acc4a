"""A file that breaks off goes on where it stopped, and never becomes a mixture of two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from conftest import Scripted
from precursor_watchlist_client import DownloadFailed, Refused, UnexpectedAnswer
from precursor_watchlist_client.waiting import Patience

MANIFEST = UUID("7a1c2f60-43a5-4c0e-9d0a-2f1f4b7f9e10")
WHOLE = bytes(range(256)) * 4
HALF = 300
PROBLEM = {"type": "/api/v1/problems/results-not-made/", "title": "x", "status": 409, "detail": "y"}


class Breaking(httpx.SyncByteStream):
    """A body that breaks off."""

    def __iter__(self) -> Iterator[bytes]:
        yield WHOLE[:HALF]
        raise httpx.ReadError("gone")


def whole(content: bytes = WHOLE, etag: str = '"a"') -> httpx.Response:
    return httpx.Response(200, headers={"ETag": etag}, content=content)


def broken() -> httpx.Response:
    return httpx.Response(200, headers={"ETag": '"a"', "Content-Length": str(len(WHOLE))}, stream=Breaking())


def rest() -> httpx.Response:
    span = f"bytes {HALF}-{len(WHOLE) - 1}/{len(WHOLE)}"
    return httpx.Response(206, headers={"ETag": '"a"', "Content-Range": span}, content=WHOLE[HALF:])


def test_a_file_is_waited_for_and_written(scripted: Scripted, tmp_path: Path) -> None:
    client, script = scripted(httpx.Response(202, headers={"Retry-After": "2"}, json={}), whole())
    waits: list[float] = []
    path = client.download(
        MANIFEST, tmp_path / "r.xlsx", form="xlsx", patience=Patience(sleep=waits.append, clock=lambda: 0.0)
    )
    assert path.read_bytes() == WHOLE
    assert waits == [2]
    assert {request.url.params["format"] for request in script.requests} == {"xlsx"}
    assert [each.name for each in tmp_path.iterdir()] == ["r.xlsx"]


def test_what_broke_off_goes_on_where_it_stopped(scripted: Scripted, tmp_path: Path) -> None:
    client, script = scripted(broken(), rest())
    assert client.download(MANIFEST, tmp_path / "r").read_bytes() == WHOLE
    assert script.requests[1].headers["Range"] == f"bytes={HALF}-"
    assert script.requests[1].headers["If-Range"] == '"a"'


def test_a_later_download_goes_on_too(scripted: Scripted, tmp_path: Path) -> None:
    client, script = scripted(broken(), httpx.ConnectError("down"))
    with pytest.raises(DownloadFailed):
        client.download(MANIFEST, tmp_path / "r")
    assert not (tmp_path / "r").exists()
    client, script = scripted(rest())
    assert client.download(MANIFEST, tmp_path / "r").read_bytes() == WHOLE
    assert script.requests[0].headers["Range"] == f"bytes={HALF}-"


def test_of_a_file_that_is_another_by_now_the_whole_is_taken(scripted: Scripted, tmp_path: Path) -> None:
    client, _ = scripted(broken(), whole(b"another", '"b"'))
    assert client.download(MANIFEST, tmp_path / "r").read_bytes() == b"another"


def test_a_part_of_another_place_is_not_taken(scripted: Scripted, tmp_path: Path) -> None:
    client, _ = scripted(rest())
    with pytest.raises(UnexpectedAnswer):
        client.download(MANIFEST, tmp_path / "r")
    assert list(tmp_path.iterdir()) == []


def test_a_range_behind_the_end_begins_anew(scripted: Scripted, tmp_path: Path) -> None:
    client, script = scripted(broken(), httpx.Response(416, json={}), whole(b"short"))
    waits: list[float] = []
    patience = Patience(sleep=waits.append)
    assert client.download(MANIFEST, tmp_path / "r", patience=patience).read_bytes() == b"short"
    assert "Range" not in script.requests[2].headers


def test_what_is_refused_is_told(scripted: Scripted, tmp_path: Path) -> None:
    client, _ = scripted(httpx.Response(409, json=PROBLEM))
    with pytest.raises(Refused):
        client.download(MANIFEST, tmp_path / "r")
    assert list(tmp_path.iterdir()) == []
