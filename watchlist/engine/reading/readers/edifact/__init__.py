"""UN/EDIFACT: one line for each goods item of CUSCAR, IFTMIN and any other message that lists goods items.

Segments and qualifiers are read by the tables of `data/edifact`; what they do not know is declared as written.
Codes of `Problem` that this reader gives:

- `message_truncated`: a message or the interchange does not end, or holds more or less than it says; on its last line.
- `segment_unreadable`: a segment has no tag, or is longer than is read; it is declared as written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.columns import Column, Corrections, uncorrected
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import Account, Contents, DeclaredLine, Keep
from watchlist.engine.reading.readers.edifact.goods import Message
from watchlist.engine.reading.readers.edifact.interchange import Segment, read_segments
from watchlist.engine.reading.readers.edifact.meanings import ENVELOPE
from watchlist.engine.texts import gettext_lazy as _

GOODS_ITEM = "GID"
_LONGEST_KIND = 6
_LONGEST_COUNT = 10


def read_edifact(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the goods items of all messages of an interchange, in order; raises ManifestError.

    Segments have no headers that a person could correct: `corrections` is what every reader is given.
    A message that holds fewer segments than it says, or does not end, is `message_truncated` on its last line.
    """
    interchange = _Interchange()
    for segment in read_segments(data):
        interchange.take(segment)
    interchange.end()
    if not interchange.has_items:
        kinds = list(Counter(interchange.kinds).items())[:5]
        raise ManifestError(
            _(
                "it lists no goods items (segment %(segment)s); found %(found)s; "
                "send CUSCAR or IFTMIN, or another message of goods items"
            ),
            segment=GOODS_ITEM,
            found=", ".join(f"{count} of type {kind}" for kind, count in kinds) or "no message",
        )
    return Contents(
        tuple(interchange.columns.values()),
        keep(interchange.lines),
        left_unread=tuple(interchange.left_unread),
        account=Account(dialect="UN/EDIFACT"),
    )


class _Interchange:
    """An interchange as it is read: its envelope is checked, its messages hand over their lines."""

    def __init__(self) -> None:
        self.lines: list[DeclaredLine] = []
        self.columns: dict[str, Column] = {}
        self.has_items = False
        self.kinds: list[str] = []
        self.left_unread: list[str] = []
        self._message: Message | None = None
        self._lines_before = 0
        self._segments = 0
        self._groups = 0
        self._is_open = False

    def take(self, segment: Segment) -> None:
        self._segments += 1
        self.has_items = self.has_items or segment.tag == GOODS_ITEM
        match segment.tag:
            case "UNB":
                self._is_open = True
            case "UNG":
                self._groups += 1
            case "UNH":
                self._close("it does not end: segment UNT is missing")
                self._begin(segment.at(2)[:_LONGEST_KIND])
            case "UNT":
                self._close(_miscount(segment.at(1), self._segments, "segments"))
            case "UNZ":
                self._close("it does not end: segment UNT is missing")
                self._note(_miscount(segment.at(1), self._groups or len(self.kinds), "messages"))
                self._is_open = False
            case tag if tag not in ENVELOPE:
                message = self._message or self._begin("unknown")
                self.lines += message.take(segment, len(self.lines) + 1)

    def end(self) -> None:
        self._close("it does not end: segment UNT is missing")
        self._note("it does not end: segment UNZ is missing" if self._is_open else "")

    def _begin(self, kind: str) -> Message:
        self._message = Message(kind, self.columns)
        self.kinds.append(kind)
        self._segments, self._lines_before = 1, len(self.lines)
        return self._message

    def _close(self, trouble: str) -> None:
        if not self._message:
            return
        self.lines += self._message.end(len(self.lines) + 1)
        if len(self.lines) == self._lines_before:
            self.left_unread.append(f"message {len(self.kinds)}, {self._message.kind}")
        self._message = None
        self._note(trouble)

    def _note(self, trouble: str) -> None:
        if trouble and self.lines:
            problem = LineProblem("message_truncated", None, trouble)
            self.lines[-1] = replace(self.lines[-1], problems=(*self.lines[-1].problems, problem))


def _miscount(stated: str, found: int, things: str) -> str:
    """Return what is wrong with a count of the envelope; "" where nothing is."""
    if stated.lstrip("0") == str(found):
        return ""
    return f"it says that it holds {stated[:_LONGEST_COUNT] or 'no'} {things}; {found} were found"
