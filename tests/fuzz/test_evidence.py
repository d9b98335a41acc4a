"""What the house gave away, as strangers bring it back: nothing that was altered holds; and the files of cases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.contrib.auth.models import User
from hypothesis import strategies as st
from pypdf import PdfWriter
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from tests.cases.shipments import MIXED, line_of, opened
from tests.cases.test_attachments import office
from tests.fuzz.drawn import archives, damaged, texts
from tests.fuzz.searching import fuzzed
from tests.fuzz.test_readers import VALUES, workbook
from watchlist.api.paging import position
from watchlist.api.problems import ApiProblem
from watchlist.audit.anchors import anchor
from watchlist.audit.chain import append
from watchlist.audit.keys import public_text
from watchlist.audit.trail_file import trail_lines
from watchlist.audit.verify_trail_file import faults
from watchlist.cases.attachments import attachment_types, type_of
from watchlist.cases.dossier.making import dossier_json
from watchlist.cases.dossier.printing import pdf_of
from watchlist.cases.dossier.sealing import NotADossier, embedded_file, seal, verify, written
from watchlist.cases.judging import judge
from watchlist.engine.law.compiled import CompiledLaw

pytestmark = [pytest.mark.long, pytest.mark.django_db]
KEY = Ed25519PrivateKey.generate()
DAY = datetime(2099, 1, 1, tzinfo=UTC)
"""After everything that the tests' trail tells of."""
FILES = [
    b"Subject: R\xe9ponse\r\n",
    b"%PDF-1.7\n%\xe2\xe3\n",
    b"\x89PNG\r\n\x1a\n\0\0",
    b"{}",
    office("word/document.xml"),
    workbook(),
]
MADE: dict[str, bytes] = {}
"""A dossier, its pages, a page that holds a file as they do, and a file of the trail: made before the first search."""


def _page() -> bytes:
    pages, held = PdfWriter(), BytesIO()
    pages.add_blank_page(100, 100)
    pages.add_attachment("C-0001.json", b"{}")
    pages.write(held)
    return held.getvalue()


@pytest.fixture(autouse=True)
def _made(law: CompiledLaw, lead: User, settings: Any, tmp_path: Path) -> None:
    """Make what is damaged, once, by a key of its own."""
    if MADE:
        return
    settings.DOSSIER_KEY_FILE = str(tmp_path / "key.pem")
    (tmp_path / "key.pem").write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    case = opened(*MIXED)
    judge(case=case, line=line_of(case, 1), position=0, word="confirmed", actor=lead, note="Seen.", seen=0)
    MADE["file"] = dossier_json(case, lead)
    MADE["pages"], MADE["page"] = pdf_of(MADE["file"]), _page()
    for number in range(3):
        append(actor="a", verb="record", target_kind="entry", target_key="é", payload={"n": number}, at=DAY)
    anchor(actor="schedule", at=DAY)
    MADE["trail"] = "".join(trail_lines(since=DAY.date(), until=None, at=DAY)).encode()


def _damaged(*names: str) -> st.SearchStrategy[bytes]:
    return st.deferred(lambda: damaged([MADE[name] for name in names]))


def _holds(content: bytes) -> bool:
    try:
        return verify(content, key=public_text(KEY)).holds
    except NotADossier:
        return False


def _faults(trail: bytes) -> list[str]:
    return list(faults(trail.splitlines(keepends=True), public_text(KEY)))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each dictionary or list of a record with a key of it."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in steps:
        yield value, key
        yield from _places(inner)


def test_what_was_made_holds() -> None:
    assert _holds(MADE["file"])
    assert _holds(MADE["pages"])
    assert _faults(MADE["trail"]) == []


@fuzzed(_damaged("file"))
def test_dossiers(content: bytes) -> None:
    assert _holds(content) == (content == MADE["file"])


@fuzzed(st.integers(0, 2**32), VALUES, st.booleans(), everyday=400)
def test_dossiers_of_another_content(place: int, value: Any, is_signed: bool) -> None:
    sealed = orjson.loads(MADE["file"])
    places = list(_places(sealed["parts"]))
    holder, key = places[place % len(places)]
    holder[key] = value
    try:
        content = seal(sealed["parts"], KEY) if is_signed else written(sealed)
    except TypeError:  # it cannot be written: a lone surrogate, a number of more than 64 bits
        return
    verified = verify(content)
    assert verified.title
    assert is_signed or not verified.holds or orjson.loads(MADE["file"]) == sealed


@fuzzed(_damaged(*["page"] * 9, "pages"))
def test_files_in_pages(content: bytes) -> None:
    with suppress(NotADossier):
        assert isinstance(embedded_file(content), bytes)


@fuzzed(_damaged("trail"))
def test_files_of_the_trail(content: bytes) -> None:
    """What stands before the last line is as it was where nothing is at fault; the last line says no more than that."""
    held, _, _ = MADE["trail"].rstrip(b"\n").rpartition(b"\n")
    assert _faults(content) or content.startswith(held)


@fuzzed(st.sampled_from(sorted(attachment_types())), st.one_of(damaged(FILES), archives([workbook()])))
def test_files_of_cases(extension: str, content: bytes) -> None:
    found = type_of(f"a.{extension}", content)
    assert found is None or found.extension == extension


@fuzzed(damaged([b"eyJhZnRlciI6WyJhIl0sInBpbm5lZCI6e319:c2lnbmF0dXJl"]), texts())
def test_cursors(cursor: bytes, among: str) -> None:
    asked = urlencode({"cursor": cursor, "q": among}, errors="replace")
    with suppress(ApiProblem):
        assert position(Request(APIRequestFactory().get(f"/api/v1/lists/?{asked}"))) is None
