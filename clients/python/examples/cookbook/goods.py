"""Stored goods, found by what they are drawn as."""

from __future__ import annotations

from precursor_watchlist_client import expect
from precursor_watchlist_client.generated.api.goods import list_goods_lines, search_goods
from precursor_watchlist_client.generated.models import GoodsLinePage, GoodsPage

from cookbook.twins import Book, twin


@twin("smiles=CC(C)=O")
def find_goods_by_structure(book: Book) -> object:
    page = expect(GoodsPage, search_goods.sync(client=book.officer.api, smiles="CC(C)=O"))
    book.structure = page.items[0].structure
    return page.to_dict()


@twin("goods.json)/lines/")
def lines_that_declare_it(book: Book) -> object:
    page = expect(GoodsLinePage, list_goods_lines.sync(book.structure, client=book.officer.api, limit=1))
    return [line.to_dict() for line in page.items]
