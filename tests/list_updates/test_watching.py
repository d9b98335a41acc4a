"""Watchers: the text of a publication that no parser reads, and a curator's task where it changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from tests.list_updates.pdf import pdf
from tests.list_updates.publisher import Publisher
from watchlist.list_updates.collecting import collect
from watchlist.list_updates.connectors.watching import WATCH_HTML, WATCH_PDF, WATCH_XML
from watchlist.list_updates.declaring import DeclaredSource, declared_sources
from watchlist.list_updates.errors import CollectionFailed, NotTheDocument
from watchlist.list_updates.models import Collection, CuratorTask
from watchlist.temporal import LawTick

NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)
SOURCE = DeclaredSource(
    key="xx-page",
    title="The page of XX",
    connector="watch-html",
    site="xx.example",
    address="https://xx.example",
    path="/",
    jurisdiction="UN",
    authority="xx",
    hours=24,
    accepts=("text/html",),
    settings={"must_contain": ["Red List"], "ignore": ["Metadata"]},
)
HTML = b"""<!DOCTYPE html><html><head><title>Red List</title><style>p { color: red }</style>
<script>var today = "25 November 2026"; if (1 < 2) document.write("<p>x</p>")</script></head>
<body><header><p>Sign in</p></header><nav><ul><li>Home</ul></nav>
<main><h1>Red&nbsp;List</h1><p>Ephedrine,
its <b>salts</b> and <i>isomers</i><br>2939.41</p><table><tr><td>1</td><td>Safrole</td></tr></table>
<aside>See <div>also</div></aside></main><noscript>Enable JavaScript</noscript></body></html>"""
XML = b"""<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation"><Metadata><valid>2026-11-25</valid>
<x/></Metadata><Body><P><Text>Red List</Text></P><P><Text>drug <Term>precursors</Term>, their salts</Text></P>
<Pnumber>1</Pnumber></Body></Legislation>"""


def _text(connector: Any, page: bytes, source: DeclaredSource = SOURCE) -> list[str]:
    text: str = connector.interpret([page], source).text
    return text.split("\n")


def test_of_a_page_the_text_is_read_that_people_read() -> None:
    assert _text(WATCH_HTML, HTML) == [
        "Red List",
        "Red List",
        "Ephedrine, its salts and isomers",
        "2939.41",
        "1",
        "Safrole",
    ]


def test_of_an_xml_each_paragraph_is_read_whole_without_what_is_ignored() -> None:
    assert _text(WATCH_XML, XML) == ["Red List", "drug precursors, their salts", "1"]


def test_of_a_pdf_each_line_is_read() -> None:
    assert _text(WATCH_PDF, pdf(["Red List", "Ephedrine"], ["Safrole"])) == ["Red List", "Ephedrine", "Safrole"]


@pytest.mark.parametrize(
    ("connector", "page", "said"),
    [
        (WATCH_HTML, b"<html><body>Please enable JavaScript to continue</body></html>", "does not say 'Red List'"),
        (WATCH_HTML, b"<html><body></body></html>", "no text"),
        (WATCH_HTML, "<p>Red List\xe9".encode("latin-1"), "not written in utf-8"),
        (WATCH_HTML, b"<p>Red List<![]DOCTYPE html>", "no HTML to its end"),
        (WATCH_XML, XML[:-30], "no XML"),
        (WATCH_XML, b"<html>Red List<br></html>", "no XML"),
        (WATCH_XML, b'<!DOCTYPE x [<!ENTITY a "Red List">]><x>&a;</x>', "no XML"),
        (WATCH_XML, b'<?xml version="1.0" encoding="nonsense"?><x>Red List</x>', "no XML"),
        (WATCH_XML, b"<x>Purple List</x>", "does not say"),
        (WATCH_PDF, b"<html>Red List</html>", "no PDF"),
        (WATCH_PDF, pdf(["Red List"])[:100], "no PDF"),
        (WATCH_PDF, b"%PDF-1.4", "no PDF"),
        (WATCH_PDF, pdf(["Purple List"]), "does not say"),
        (WATCH_PDF, pdf(*[["Red List"]] * 501), "more than 500 pages"),
    ],
)
def test_what_is_not_the_publication_is_refused(connector: Any, page: bytes, said: str) -> None:
    with pytest.raises(NotTheDocument, match=said):
        connector.interpret([page], SOURCE)


def test_words_are_found_however_they_are_written_large_or_small() -> None:
    assert _text(WATCH_HTML, b"<p>RED LIST") == ["RED LIST"]


def test_a_text_longer_than_a_person_reads_is_refused() -> None:
    with pytest.raises(NotTheDocument, match="characters of text"):
        WATCH_HTML.interpret([b"<p>Red List " + b"a" * 4_000_000], SOURCE)


@pytest.mark.long
@settings(max_examples=150)
@given(st.data())
def test_a_damaged_publication_is_text_or_refused(data: Any) -> None:
    connector, page = data.draw(st.sampled_from([(WATCH_HTML, HTML), (WATCH_XML, XML), (WATCH_PDF, pdf(["Red List"]))]))
    at, what = data.draw(st.integers(0, len(page))), data.draw(st.binary(max_size=8))
    damaged = page[:at] + what + page[at + data.draw(st.integers(0, 40)) :]
    assert _text_or_refusal(connector, damaged)


def _text_or_refusal(connector: Any, page: bytes) -> str:
    try:
        return str(connector.interpret([page], SOURCE).text)
    except CollectionFailed as error:
        return str(error)


def test_every_source_that_is_only_watched_says_what_its_page_has_for_certain() -> None:
    watched = [source for source in declared_sources().values() if source.connector.startswith("watch-")]
    assert len(watched) >= 6
    for source in watched:
        assert source.settings["must_contain"]
        assert "No parser" in source.note
        assert source.note.startswith(("Reported", "Unverified", "Confirmed"))


@pytest.fixture
def watched(publisher: Publisher, contact: str, settings: Any) -> Publisher:
    """Return the publisher of the Red List, of which one edition was read."""
    settings.SOURCE_ADDRESSES = {"www.incb.org": publisher.address}
    _publish(publisher, "Ephedrine", "Safrole")
    assert _look().outcome == "baseline"
    return publisher


def _publish(publisher: Publisher, *lines: str) -> None:
    publisher.publish(declared_sources()["incb-red-list"].path, pdf(lines), "application/pdf")


def _look(days: int = 0) -> Collection:
    return collect(key="incb-red-list", now=NOW + timedelta(days=days))


@pytest.mark.django_db
def test_a_publication_that_changed_is_archived_and_brought_to_a_curator(watched: Publisher) -> None:
    _publish(watched, "Ephedrine", "Isosafrole", "Safrole")
    found = _look(1)
    assert (found.outcome, found.publications.count()) == ("watched", 1)
    task = CuratorTask.objects.get()
    assert (task.kind, task.publication) == ("changed", found.publications.get())
    assert task.detail.splitlines()[-3:] == [" Ephedrine", "+Isosafrole", " Safrole"]
    assert not LawTick.objects.exists()


@pytest.mark.django_db
def test_other_bytes_with_the_same_text_ask_nobody(watched: Publisher) -> None:
    path = declared_sources()["incb-red-list"].path
    watched.publish(path, watched.documents[path].content + b"% printed again\n", "application/pdf")
    assert _look(1).outcome == "same_rows"
    assert not CuratorTask.objects.exists()


@pytest.mark.django_db
def test_a_text_that_comes_back_is_a_change_each_time(watched: Publisher) -> None:
    for day, lines in enumerate((["Ephedrine"], ["Ephedrine", "Safrole"], ["Ephedrine"]), 1):
        _publish(watched, *lines)
        assert _look(day).outcome == "watched"
    assert CuratorTask.objects.count() == 3


@pytest.mark.django_db
def test_the_headers_of_a_declaration_are_sent(publisher: Publisher, contact: str, settings: Any) -> None:
    settings.SOURCE_ADDRESSES = {"publications.europa.eu": publisher.address}
    publisher.publish("/resource/celex/32004R0273", b"<NOTICE>32004R0273</NOTICE>", "application/xml;notice=tree")
    assert collect(key="eu-273-2004", now=NOW).outcome == "baseline"
    assert publisher.asked[0].headers["accept"] == "application/xml;notice=tree"
    assert publisher.asked[0].headers["accept-language"] == "eng"


def test_what_is_asked_of_a_page_is_the_declarations(tmp_path: Path) -> None:
    asks_for_more = replace(SOURCE, settings={"must_contain": ["Red List", "Table I", "Table II"]})
    with pytest.raises(NotTheDocument, match="'Table I' nor 'Table II'"):
        WATCH_HTML.interpret([HTML], asks_for_more)
