"""Justice Laws (Canada): consolidated acts and regulations as XML, of which some schedules are lists.

An edition prints the law as it stands on its day: a repeal leaves a line "[Repealed, …]", and an act not in force
stands at the end with the markup of law in force. What is read is compared with `layout.csv`, element by element.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from watchlist.list_updates.connectors.base import Connector
from watchlist.list_updates.connectors.justice_laws.document import open_document
from watchlist.list_updates.connectors.justice_laws.pending import amendments
from watchlist.list_updates.connectors.justice_laws.schedules import schedule_rows
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import Emptied, LayoutChanged
from watchlist.list_updates.published import EndedRow, Published, PublishedNotice, PublishedRow


def interpret(pages: Sequence[bytes], source: DeclaredSource) -> Published:
    """Return an edition: rows of the lists declared, what ended, and amendments to them that are not in force.

    Raises `NotTheDocument`, `LayoutChanged` with element and path, or `Emptied` for a list that cannot be empty.
    """
    document = open_document(pages[0], source)
    said = [one for label in document.schedules for one in schedule_rows(document, label)]
    rows = tuple(one for one in said if isinstance(one, PublishedRow))
    ended = tuple(one for one in said if isinstance(one, EndedRow))
    _check_lists(rows, ended, source)
    emptied = {end.list for end in ended} - {row.list for row in rows}
    pending = list(amendments(document, source))
    others = sum(isinstance(one, str) for one in pending)
    return Published(
        as_of=document.as_of,
        lists=tuple(key for key in source.lists if key not in emptied),
        rows=rows,
        ended=ended,
        notices=tuple(one for one in pending if isinstance(one, PublishedNotice)),
        ignored=(*document.ignored, f"amendments not in force to other provisions: {others}"),
    )


def _check_lists(rows: Sequence[PublishedRow], ended: Sequence[EndedRow], source: DeclaredSource) -> None:
    filled = {row.list for row in rows}
    for key in sorted((filled | {end.list for end in ended}) - source.lists.keys()):
        raise LayoutChanged(f"{source.key}: it prints the list {key}, which is not declared.")
    for key, declared in source.lists.items():
        if declared.least and key not in filled:
            raise Emptied(f"{source.key}: the list {key} has no row.")


JUSTICE_LAWS: Final = Connector(interpret)
