"""Justice Laws (Canada): consolidated acts and regulations as XML, of which some schedules are lists.

An edition prints the law as it stands on its day: a repeal leaves a line "[Repealed, …]", and an act not in force
stands at the end with the markup of law in force. What is read is compared with `layout.csv`, element by element.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from watchlist.list_updates.connectors.justice_laws.document import open_document
from watchlist.list_updates.connectors.justice_laws.pending import amendments
from watchlist.list_updates.connectors.justice_laws.schedules import schedule_rows
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import LayoutChanged, ListEmptied
from watchlist.list_updates.published import Connector, EndedRow, ParsedPublication, PublishedNotice, PublishedRow


def interpret(pages: Sequence[bytes], source: DeclaredSource) -> ParsedPublication:
    """Return an edition: rows of the lists declared, what ended, and amendments to them that are not in force.

    Raises `NotTheDocument`, `LayoutChanged` with element and path, or `ListEmptied` for a list that cannot be empty.
    """
    document = open_document(pages[0], source)
    entries = [entry for label in document.schedules for entry in schedule_rows(document, label)]
    rows = tuple(entry for entry in entries if isinstance(entry, PublishedRow))
    ended = tuple(entry for entry in entries if isinstance(entry, EndedRow))
    _check_lists(rows, ended, source)
    emptied = {end.list for end in ended} - {row.list for row in rows}
    pending = list(amendments(document, source))
    others = sum(isinstance(amendment, str) for amendment in pending)
    return ParsedPublication(
        as_of=document.as_of,
        lists=tuple(key for key in source.lists if key not in emptied),
        rows=rows,
        ended=ended,
        notices=tuple(amendment for amendment in pending if isinstance(amendment, PublishedNotice)),
        ignored=(*document.ignored, f"amendments not in force to other provisions: {others}"),
    )


def _check_lists(rows: Sequence[PublishedRow], ended: Sequence[EndedRow], source: DeclaredSource) -> None:
    filled = {row.list for row in rows}
    for key in sorted((filled | {end.list for end in ended}) - source.lists.keys()):
        raise LayoutChanged(f"{source.key}: it prints the list {key}, which is not declared.")
    for key, declared in source.lists.items():
        if declared.least and key not in filled:
            raise ListEmptied(f"{source.key}: the list {key} has no row.")


JUSTICE_LAWS: Final = Connector(interpret)
