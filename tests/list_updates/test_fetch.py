"""One GET to a real server: a whole document, or why there is none, however the publisher behaves."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st

from tests.list_updates import publisher as moods
from tests.list_updates.publisher import Mood, Publisher, limits_for, publishing, publishing_as, saying
from tests.webhooks.receiver import TLS, answering, receiver
from watchlist.engine.host import version
from watchlist.list_updates.errors import AskedToWait, CollectionFailed, NotReached, NotTheDocument, RequestRefused
from watchlist.list_updates.fetch import FetchedDocument, FetchLimits, get, same_site

DOCUMENT = b"<list><item>Ephedrine</item></list>"
SOON = FetchLimits(connect_seconds=10.0, silence_seconds=2.0, total_seconds=5.0)

pytestmark = pytest.mark.usefixtures("contact")


def _get(of: Publisher, path: str = "/list.xml", most_bytes: int = 100_000, **asked: Any) -> FetchedDocument:
    of.documents.setdefault("/list.xml", moods.Document(DOCUMENT))
    return get(of.address + path, accepts=("text/xml", "application/xml"), most_bytes=most_bytes, **asked)


def test_the_publisher_is_told_who_asks_and_whom_to_write_to(publisher: Publisher, contact: str) -> None:
    _get(publisher, headers={"Accept-Language": "eng"})
    headers = publisher.asked[0].headers
    assert headers["user-agent"] == f"precursor-watchlist/{version()} (+{contact})"
    assert headers["accept"] == "text/xml, application/xml"
    assert headers["accept-language"] == "eng"


def test_without_somebody_to_write_to_nothing_is_asked(publisher: Publisher, settings: Any) -> None:
    settings.SOURCE_CONTACT = ""
    with pytest.raises(RequestRefused, match="WATCHLIST_SOURCE_CONTACT"):
        _get(publisher)
    assert publisher.asked == []


@pytest.mark.parametrize(
    "mood",
    [moods.ok, moods.chunked, moods.zipped, publishing_as(Content_Type="Text/XML; charset=utf-8"), publishing_as()],
)
def test_a_whole_document_comes_byte_for_byte(publisher: Publisher, mood: Mood) -> None:
    publisher.mood = mood
    fetched = _get(publisher)
    assert (fetched.content, fetched.content_type, fetched.status) == (DOCUMENT, "text/xml", 200)
    assert fetched.address == f"{publisher.address}/list.xml"


def test_a_document_that_is_known_is_not_sent_again(publisher: Publisher) -> None:
    first = _get(publisher)
    again = _get(publisher, etag=first.etag, last_modified="Wed, 25 Nov 2026 00:00:00 GMT")
    assert (again.status, again.content) == (304, None)
    assert publisher.asked[1].headers["if-none-match"] == first.etag
    assert publisher.asked[1].headers["if-modified-since"] == "Wed, 25 Nov 2026 00:00:00 GMT"
    publisher.publish("/list.xml", b"<list/>")
    assert _get(publisher, etag=first.etag).content == b"<list/>"


@pytest.mark.parametrize("etag", ["x" * 300, "", '"a\tb"', '"\xe9"'])
def test_a_validator_that_cannot_be_sent_back_is_not_kept(publisher: Publisher, etag: str) -> None:
    publisher.mood = publishing_as(ETag=etag)
    assert _get(publisher).etag == ""


@pytest.mark.parametrize(
    ("mood", "error", "said"),
    [
        (moods.hanging, NotReached, "no answer in time"),
        (moods.dripping, NotReached, "within 0.5 s"),
        (moods.dripping_headers, NotReached, "within 0.5 s"),
        (moods.resetting, NotReached, "no whole answer"),
        (moods.truncated, NotReached, "no whole answer"),
        (moods.cut_in_a_chunk, NotReached, "no whole answer"),
        (moods.zipped_in_part, NotReached, "ended early"),
        (publishing_as(Content_Encoding="gzip"), NotReached, "damaged"),
        (saying(500), NotReached, "500"),
        (saying(502), NotReached, "502"),
        (saying(429), AskedToWait, "429"),
        (saying(503), AskedToWait, "503"),
        (saying(400), RequestRefused, "400"),
        (saying(403), RequestRefused, "403"),
        (saying(410), RequestRefused, "410"),
        (saying(304), RequestRefused, "304"),
        (saying(302, Location="http://localhost/list.xml"), RequestRefused, "another site"),
        (saying(302, Location="file:///etc/passwd"), RequestRefused, "another site"),
        (saying(302, Location="http://127.0.0.1:notaport/"), RequestRefused, "another site"),
        (saying(307, Location="/list.xml"), RequestRefused, "more than 5 times"),
        (saying(206), NotTheDocument, "206"),
        (saying(200), NotTheDocument, "of no type"),
        (publishing_as(Content_Type="text/html"), NotTheDocument, "text/html, not text/xml"),
        (publishing_as(lambda content: b""), NotTheDocument, "empty"),
        (publishing_as(Content_Encoding="br"), NotTheDocument, "not asked for"),
        (publishing_as(lambda content: content * 9000), NotTheDocument, "larger than 100,000 bytes"),
        (moods.bomb, NotTheDocument, "larger than"),
        (moods.endless, NotTheDocument, "larger than 100,000 bytes"),
    ],
)
def test_what_is_no_whole_document_says_why(
    publisher: Publisher, mood: Mood, error: type[CollectionFailed], said: str
) -> None:
    publisher.mood = mood
    with pytest.raises(error, match=said):
        _get(publisher, limits=limits_for(mood))


def test_a_path_without_a_document_is_refused(publisher: Publisher) -> None:
    with pytest.raises(RequestRefused, match="404"):
        _get(publisher, "/nothing.xml")


def test_where_nobody_listens_is_not_reached() -> None:
    with publishing() as publisher:
        pass
    with pytest.raises(NotReached):
        _get(publisher)


def test_a_name_without_an_address_is_not_reached() -> None:
    with pytest.raises(NotReached, match="no address"):
        get("http://publisher.invalid/list.xml", accepts=("text/xml",), most_bytes=10)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.org/", "list.xml", "http://[::1/", "http:///"]
)
def test_only_web_sites_are_asked(address: str) -> None:
    with pytest.raises(RequestRefused, match="not the address of a web site"):
        get(address, accepts=("text/xml",), most_bytes=10)


def test_a_redirect_on_the_same_site_is_followed(publisher: Publisher) -> None:
    publisher.publish("/moved", b"<moved/>")
    publisher.mood = lambda desk, document: (
        saying(303, Location="/moved")(desk, document) if desk.path == "/list.xml" else moods.ok(desk, document)
    )
    fetched = _get(publisher)
    assert (fetched.content, fetched.address) == (b"<moved/>", f"{publisher.address}/moved")


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ("http://a.example/x", "http://a.example/y?z=1", True),
        ("http://a.example/x", "https://a.example/x", True),
        ("https://a.example/x", "https://A.example:443/x", True),
        ("https://a.example/x", "http://a.example/x", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://a.example/x", "https://a.example:8443/x", False),
        ("https://a.example/x", "https://a.example.evil.example/x", False),
        ("https://a.example/x", "https://a.example@b.example/x", False),
        ("https://a.example/x", "//b.example/x", False),
    ],
)
def test_a_site_is_a_host_and_a_port_and_never_loses_its_lock(here: str, there: str, same: bool) -> None:
    assert same_site(here, there) is same


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("9" * 12, timedelta(days=1)),
        (format_datetime(datetime(2100, 1, 1, tzinfo=UTC), usegmt=True), timedelta(days=1)),
        (format_datetime(datetime(2000, 1, 1, tzinfo=UTC), usegmt=True), timedelta(0)),
        ("soon", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_asked_for_is_kept_up_to_a_day(
    publisher: Publisher, status: int, said: str, wait: timedelta | None
) -> None:
    publisher.mood = saying(status, Retry_After=said)
    with pytest.raises(AskedToWait) as caught:
        _get(publisher)
    assert caught.value.wait == wait


def test_a_gzip_of_several_members_is_read_to_its_end(publisher: Publisher) -> None:
    publisher.publish("/list.xml", gzip.compress(b"<list>") + gzip.compress(b"</list>"))
    publisher.mood = publishing_as(Content_Encoding="gzip")
    assert _get(publisher).content == b"<list></list>"


@pytest.mark.parametrize("trusted", [False, True])
def test_the_certificate_is_verified_with_the_name(monkeypatch: pytest.MonkeyPatch, trusted: bool) -> None:
    if trusted:  # its authority then, but it is made out to another name than 127.0.0.1
        monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))
    trusts = pytest.raises(NotReached, match="certificate is not trusted")
    with receiver(answering("200 OK", "Content-Type: text/xml"), tls=True) as to, trusts:
        get(f"https://127.0.0.1:{to.port}/", accepts=("text/xml",), most_bytes=10)
    assert to.received == []


def _what_came(port: int) -> bytes | str | None:
    try:
        return get(f"http://127.0.0.1:{port}/", accepts=("text/xml",), most_bytes=500, limits=SOON).content
    except CollectionFailed as error:
        return str(error)


@settings(max_examples=60)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n"]),
)
@example(b"-5\r\nxx", b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n")
@example(b"Content-Length: -1\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n")
@example(b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n")
@example(b"Location: http://[\r\n\r\n", b"HTTP/1.1 301 Moved\r\n")
@example(b"Retry-After: Mon, 99 Jan 99999 99:99:99 +9999\r\n\r\n", b"HTTP/1.1 503 Busy\r\n")
def test_whatever_is_answered_is_a_document_or_says_why(said: bytes, before: bytes) -> None:
    with receiver(lambda peer: peer.sendall(before + said)) as to:
        came = _what_came(to.port)
    assert came
