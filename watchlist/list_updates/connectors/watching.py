"""Watchers: the text of a publication that no parser reads yet, by paragraphs, so that a person sees what changed.

`settings.must_contain` are words that the publication has for certain: a challenge, an error page or a page without its
table, which come as 200 too, have them not, and are no edition. `settings.ignore` names elements of an XML that say
nothing of the law, and change without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from watchlist.list_updates.apart import DocumentKind, isolated_lines
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import NotTheDocument
from watchlist.list_updates.published import Connector, ParsedPublication, one_line

MOST_TEXT: Final = 4_000_000
MOST_DEPTH: Final = 200

Paragraphs = Callable[[bytes, DeclaredSource], Iterable[str]]


def _html(page: bytes, source: DeclaredSource) -> Iterable[str]:
    encoding = source.settings.get("encoding", "utf-8")
    try:
        text = page.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTheDocument(f"{source.title}: the page is not written in {encoding}.") from error
    return _isolated_lines("html", text.encode(), source)


def _xml(page: bytes, source: DeclaredSource) -> Iterator[str]:
    try:
        root = fromstring(page)
    except (ParseError, ValueError, LookupError) as error:  # what defusedxml refuses is a ValueError
        raise NotTheDocument(f"{source.title}: this is no XML to its end: {error}.") from error
    yield from _paragraphs(root, frozenset(source.settings.get("ignore", ())), 0)


def _paragraphs(element: Element, ignored: frozenset[str], depth: int) -> Iterator[str]:
    """Yield the texts of an element: it is one paragraph where it mixes text with elements, else they are its parts."""
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in ignored:
        return
    mixed = any(child.tail and child.tail.strip() for child in element) or bool(element.text and element.text.strip())
    if mixed or depth > MOST_DEPTH:
        yield "".join(element.itertext())
        return
    for child in element:
        yield from _paragraphs(child, ignored, depth + 1)


def _isolated_lines(kind: DocumentKind, content: bytes, source: DeclaredSource) -> list[str]:
    try:
        return isolated_lines(kind, content, MOST_TEXT)
    except NotTheDocument as error:
        raise NotTheDocument(f"{source.title}: {error}") from error


def _watcher(read: Paragraphs) -> Connector:
    def interpret(pages: Sequence[bytes], source: DeclaredSource) -> ParsedPublication:
        text = _bounded((paragraph for page in pages for paragraph in read(page, source)), source)
        folded = text.casefold()
        missing = [words for words in source.settings.get("must_contain", ()) if words.casefold() not in folded]
        if missing:
            raise NotTheDocument(f"{source.title}: the page does not say {' nor '.join(map(repr, missing))}.")
        return ParsedPublication(text=text)

    return Connector(interpret=interpret)


def _bounded(paragraphs: Iterator[str], source: DeclaredSource) -> str:
    lines, length = [], 0
    for line in filter(None, map(one_line, paragraphs)):
        lines.append(line)
        length += len(line) + 1
        if length > MOST_TEXT:
            raise NotTheDocument(f"{source.title}: the page has more than {MOST_TEXT:,} characters of text.")
    if not lines:
        raise NotTheDocument(f"{source.title}: the page holds no text.")
    return "\n".join(lines)


WATCH_HTML: Final = _watcher(_html)
WATCH_XML: Final = _watcher(_xml)
WATCH_PDF: Final = _watcher(partial(_isolated_lines, "pdf"))
