"""A file that ends in the middle: it is refused or told, and nothing of it is taken for the whole."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from openpyxl import Workbook
from rest_framework.test import APIClient

from config.wsgi import application
from tests.law_store.seed_tree import EVENTS, SeedTree
from watchlist.access.models import Token
from watchlist.access.scopes import in_order, open_to
from watchlist.conf import build_dir
from watchlist.engine.errors import WatchlistError
from watchlist.engine.identification import dictionary
from watchlist.engine.identification.dictionary import Dictionary, build_dictionary, dictionary_path
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers import read_manifest
from watchlist.law_store.models import Scheduling
from watchlist.law_store.seeds.load import load_seeds
from watchlist.manifests.models import Manifest


def workbook() -> bytes:
    made, out = Workbook(), io.BytesIO()
    for number in range(40):
        made.worksheets[0].append(["name", "cas"] if number == 0 else [f"acetone {number}", "67-64-1"])
    made.save(out)
    return out.getvalue()


WHOLE = {
    "a.xlsx": workbook(),
    "a.json": b'{"reference": "A-1", "lines": [{"name": "acetone"}, {"name": "piperonal"}]}',
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("share", [0.2, 0.6, 0.99])
def test_a_manifest_that_ends_in_the_middle_is_refused(name: str, share: float, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(WHOLE[name])
    assert read_manifest(str(path)).lines
    path.write_bytes(WHOLE[name][: int(len(WHOLE[name]) * share)])
    with pytest.raises(ManifestError):
        read_manifest(str(path))


@pytest.mark.django_db
def test_of_lines_of_json_the_one_that_ends_in_the_middle_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"name": "acetone"}\n{"name": "piperonal"}\n{"name": "tolu')
    lines = read_manifest(str(path)).lines
    assert [bool(line.problems) for line in lines] == [False, False, True]


@pytest.fixture
def own_connection() -> Iterator[None]:
    """Keep the connection of a test, as Django's own client does: a call closes that of a transaction around it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("law", "own_connection")
def test_an_upload_that_breaks_off_is_refused_and_nothing_of_it_is_kept(officer: User) -> None:
    _, text = Token.objects.create(user=officer, scopes=in_order(open_to(officer)))
    client = APIClient(raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = head + b"name\n" + b"acetone\n" * 500
    whole = body + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    for sent, status, kept in ((body, "400 Bad Request", 0), (whole, "202 Accepted", 1)):
        environ = client._base_environ(
            REQUEST_METHOD="POST", PATH_INFO="/api/v1/manifests/", CONTENT_TYPE=kind, **client._credentials
        )
        # What a server reads when the caller hangs up: less than its Content-Length said.
        environ |= {"CONTENT_LENGTH": str(len(whole)), "wsgi.input": io.BytesIO(sent)}
        told: list[str] = []
        b"".join(application(environ, lambda said, headers, told=told: told.append(said)))
        assert (told, Manifest.objects.count()) == ([status], kept)


@pytest.mark.django_db
@pytest.mark.parametrize("share", [0.3, 0.7])
def test_seeds_that_end_in_the_middle_are_refused_and_the_law_stays_as_it_was(share: float, tmp_path: Path) -> None:
    SeedTree(tmp_path).load()
    before = list(Scheduling.objects.order_by("pk").values())
    path = tmp_path / EVENTS
    text = path.read_bytes()
    path.write_bytes(text[: int(len(text) * share)])
    with pytest.raises(WatchlistError):
        load_seeds(directory=tmp_path, actor="curator")
    assert list(Scheduling.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("left", [0, 50, 4096 * 3])
def test_a_dictionary_that_ends_in_the_middle_is_made_anew(
    left: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [entry for entry, _ in zip(dictionary._read_package(), range(300), strict=False)]
    monkeypatch.setattr(dictionary, "_read_package", lambda: iter(few))
    path = dictionary_path(tmp_path)
    build_dictionary(path)
    whole = path.read_bytes()
    assert len(whole) > left
    path.write_bytes(whole[:left])
    entry = few[0][0]
    assert Dictionary(tmp_path).by_cas(entry.cas) == entry
    assert path.stat().st_size == len(whole)


def test_a_whole_dictionary_is_not_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = dictionary_path(tmp_path).name
    if not (build_dir() / name).exists():
        build_dictionary(build_dir() / name)
    shutil.copy(build_dir() / name, tmp_path)
    monkeypatch.setattr(dictionary, "build_dictionary", _never)
    found = Dictionary(tmp_path).by_cas("67-64-1")
    assert found is not None


def _never(*_: Any) -> int:
    raise AssertionError("a whole dictionary was made anew")
