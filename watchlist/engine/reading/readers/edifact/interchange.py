"""UN/EDIFACT as written (ISO 9735): bytes to segments, each read on its own by pydifact."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass

from pydifact.control.characters import Characters
from pydifact.exceptions import EDISyntaxError
from pydifact.parser import Parser
from pydifact.tokenizer import Tokenizer

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.data_tables import rows_of
from watchlist.engine.reading.decoding import decode
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.noise import is_noise
from watchlist.engine.texts import gettext_lazy as _

MOST_BYTES = 100_000_000
LONGEST_SEGMENT = 20_000
SHORTEST_RECORD = 40
_NONE = "\0"
_BEGINNING = re.compile(r"\s*(?:UNA(?P<marks>.{6})\s*)?(?P<first>UN[BGH])(?P<after>.)", re.DOTALL)
_SYNTAX = re.compile(rb"UNB.(?P<identifier>[A-Z]{4})", re.DOTALL)
_HEAD = 200
_TAG = re.compile("[A-Z]{3}")
_PARSER = Parser()
# Level B of ISO 9735 separates by the information separators of ISO 646, and knows no release character.
_LEVEL_A = ":+.? '"
_LEVEL_B = f"\x1f\x1d,{_NONE} \x1c"
_UNCLOSED = LineProblem("message_truncated", None, "its last segment is not closed; the file may have been cut short")
_UNREADABLE = LineProblem("segment_unreadable", None, "a segment cannot be read; it is kept as it was written")


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its tag ("" where it has none), its data elements, each of its components, and what was written."""

    tag: str
    elements: tuple[tuple[str, ...], ...]
    written: str
    problems: tuple[LineProblem, ...] = ()

    def at(self, element: int, component: int = 1) -> str:
        """Return a component by its place, both counted from one; "" where there is none."""
        if not 0 < element <= len(self.elements):
            return ""
        components = self.elements[element - 1]
        return components[component - 1] if component <= len(components) else ""


def read_segments(data: bytes) -> Iterator[Segment]:
    """Yield the segments of an interchange in order, but for UNA; raises ManifestError where there is none."""
    if len(data) > MOST_BYTES:
        raise ManifestError(_("it holds more than %(most)s MB; split it"), most=MOST_BYTES // 1_000_000)
    text = _unwrapped(_decoded(data))
    if not text.strip():
        raise ManifestError(_("it is empty; send a UN/EDIFACT interchange"))
    beginning = _BEGINNING.match(text)
    if not beginning and is_noise(data):
        raise ManifestError(_("it is no UN/EDIFACT interchange: it is no text, whatever its name says"))
    if not beginning:
        raise ManifestError(_('it is no UN/EDIFACT interchange: it begins "%(text)s", not UNA or UNB'), text=text[:40])
    marks = _marks(beginning["marks"], beginning["after"])
    return _segments(text[beginning.start("first") :], marks)


def _decoded(data: bytes) -> str:
    """Return the text: UTF-8 where it is, whatever is said of it; else in the repertoire that UNB names."""
    if data.startswith((BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)):
        return decode(data).text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        syntax = _SYNTAX.search(data[:_HEAD])
        named = REPERTOIRES.get(syntax["identifier"].decode() if syntax else "", "ascii")
        return data.decode("iso8859-1" if named == "ascii" else named, errors="replace")


def _unwrapped(text: str) -> str:
    """Return the text without the line ends of a file that was cut into records of one length, words or not."""
    records = text.replace("\r\n", "\n").split("\n")
    lengths = {len(record) for record in records[:-1]}
    return "".join(records) if len(records) > 2 and len(lengths) == 1 and min(lengths) >= SHORTEST_RECORD else text


def _marks(advice: str | None, after_tag: str) -> Characters:
    """Return the service characters: those of UNA, else those of level A or B, as the first segment shows."""
    if advice is None:
        return Characters.from_str(_LEVEL_B if after_tag == _LEVEL_B[1] else _LEVEL_A)
    if advice[3] == " ":
        advice = advice[:3] + _NONE + advice[4:]
    used = [advice[0], advice[1], advice[3], advice[5]]
    if len(set(used)) < len(used) or any(mark.isalnum() for mark in used):
        raise ManifestError(
            _('its UNA segment "%(advice)s" names no usable service characters; save it again'), advice=advice
        )
    return Characters.from_str(advice)


def _segments(text: str, marks: Characters) -> Iterator[Segment]:
    release, end = re.escape(marks.escape_character), re.escape(marks.segment_terminator)
    pattern = re.compile(rf"[^{release}{end}]*(?:{release}.?[^{release}{end}]*)*", re.DOTALL)
    at = 0
    while at < len(text):
        match = pattern.match(text, at)
        stop = match.end() if match else len(text)
        written = text[at:stop].lstrip(" \r\n")
        if written:
            problems = () if stop < len(text) else (_UNCLOSED,)
            elements = _elements(written, marks) if len(written) <= LONGEST_SEGMENT else ()
            if elements and _TAG.fullmatch(elements[0][0]):
                yield Segment(elements[0][0], elements[1:], written, problems)
            else:
                yield Segment("", (), written, (*problems, _UNREADABLE))
        at = stop + 1


def _elements(written: str, marks: Characters) -> tuple[tuple[str, ...], ...]:
    # pydifact looks at each character on its own: only where one is released does that say more than to split.
    if marks.escape_character not in written:
        return tuple(tuple(part.split(marks.component_separator)) for part in written.split(marks.data_separator))
    tokens = Tokenizer().get_tokens(written + marks.segment_terminator, marks)
    try:
        for elements in _PARSER.convert_tokens_to_raw_segments(tokens):
            return tuple((element,) if isinstance(element, str) else tuple(element) for element in elements)
    except EDISyntaxError:
        pass
    return ()


REPERTOIRES = {row["identifier"]: row["codec"] for row in rows_of("edifact/repertoires.csv")}
