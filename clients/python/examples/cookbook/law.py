"""The law: substances, schedulings as of a day, what changed in a list, a mirror, and what may become law."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from precursor_watchlist_client import expect
from precursor_watchlist_client.generated.api.law import (
    diff_list,
    list_changes,
    list_notices,
    list_schedulings,
    read_catalog,
)
from precursor_watchlist_client.generated.api.substances import search_substances, search_substances_by_body
from precursor_watchlist_client.generated.models import (
    Catalogue,
    ChangePage,
    ListDiffPage,
    NoticePage,
    SchedulingPage,
    SubstancePage,
    SubstanceSearch,
    SubstanceSearchPage,
)
from precursor_watchlist_client.generated.types import UNSET

from cookbook.twins import Book, twin


@twin("substances/?cas=103-79-7")
def find_a_substance(book: Book) -> object:
    found = next(book.client.items(SubstancePage, search_substances.sync, cas="103-79-7"))
    return {"key": found.key, "name": found.name}


@twin("/substances/search/")
def find_by_structure(book: Book) -> object:
    body = SubstanceSearch(substructure="O=C(C)Cc1ccccc1", limit=1)
    first = expect(SubstanceSearchPage, search_substances_by_body.sync(client=book.client.api, body=body))
    assert first.next_ is not None
    body.cursor = first.next_
    second = expect(SubstanceSearchPage, search_substances_by_body.sync(client=book.client.api, body=body))
    assert second.items[0].key != first.items[0].key
    return first.to_dict()


@twin("schedulings/?substance=acetic-anhydride")
def the_law_of_a_day(book: Book) -> object:
    asked = {"substance": "acetic-anhydride", "jurisdiction": "UN", "valid_on": date(2001, 6, 1)}
    found = next(book.client.items(SchedulingPage, list_schedulings.sync, **asked)).to_dict()
    return {name: found[name] for name in ("list", "valid_from", "confidence")}


@twin("/diff/?from=2017-01-01")
def what_changed_in_a_list(book: Book) -> object:
    asked = {"from_": "2017-01-01", "to": "2018-01-01"}
    items = book.client.items(ListDiffPage, diff_list.sync, "un-table-1", **asked)
    return {"items": [{"op": item.op, "id": item.id} for item in items]}


@twin("export ETAG=")
def ask_only_for_what_changed(book: Book) -> object:
    first = read_catalog.sync_detailed(client=book.client.api)
    assert expect(Catalogue, first.parsed)
    again = read_catalog.sync_detailed(client=book.client.api, if_none_match=first.headers["ETag"])
    return {"status": int(again.status_code)}


@twin("def catch_up(since")
def keep_a_mirror(book: Book) -> None:
    mirror: dict[tuple[str, str], Any] = {}

    def catch_up(since: datetime | None) -> datetime:
        pages = book.client.pages(ChangePage, list_changes.sync, since=since or UNSET, limit=1_000)
        for page in pages:
            for change in page.items:
                if change.op == "DEL":
                    del mirror[change.type_, change.id]
                else:
                    mirror[change.type_, change.id] = change.record
        return page.until

    until = catch_up(None)
    assert len(mirror) > 1_000
    assert catch_up(until) == until


@twin("/notices/?kind=proposal")
def what_may_become_law(book: Book) -> object:
    return expect(NoticePage, list_notices.sync(client=book.client.api, kind="proposal", limit=5)).to_dict()
