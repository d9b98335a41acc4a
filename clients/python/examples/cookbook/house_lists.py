"""A house list: opened by its owner, compared with a file, brought, and shown to a group."""

from __future__ import annotations

from precursor_watchlist_client import Watchlist, expect
from precursor_watchlist_client.generated.api.house_lists import (
    bring_house_list,
    diff_house_list,
    open_house_list,
    show_house_list,
)
from precursor_watchlist_client.generated.models import (
    BroughtHouseEdition,
    EntriesForm,
    EntriesRequest,
    GroupRequest,
    HouseEditionChanges,
    HouseEntryBody,
    HouseListRecord,
    OpeningRequest,
)
from precursor_watchlist_client.generated.types import File

from cookbook.twins import Book, twin

CSV = """\
key,name,other_names,cas,reason
caffeine,Caffeine,Coffein|Guaranine,58-08-2,Asked for by the plant.
"""


def _owner(book: Book) -> Watchlist:
    return book.client_of("lead", "keep_house_lists", "read_lists")


@twin("cat > entries.csv <<")
def see_what_a_file_would_change(book: Book) -> object:
    owner = _owner(book).api
    opened = open_house_list.sync(client=owner, body=OpeningRequest(title="Asked for"))
    book.house_list = expect(HouseListRecord, opened).key
    path = book.folder / "entries.csv"
    path.write_text(CSV, encoding="utf-8")
    with path.open("rb") as file:
        body = EntriesForm(file=File(payload=file, file_name=path.name))
        return expect(HouseEditionChanges, diff_house_list.sync(book.house_list, client=owner, body=body)).to_dict()


@twin('"Idempotency-Key: asked-1"')
def bring_the_list_and_show_it(book: Book) -> object:
    owner = _owner(book).api
    entry = HouseEntryBody(key="caffeine", name="Caffeine", other_names=["Coffein"], cas="58-08-2")
    body = EntriesRequest(entries=[entry])
    brought = bring_house_list.sync(book.house_list, client=owner, body=body, idempotency_key="asked-1")
    expect(HouseListRecord, show_house_list.sync(book.house_list, client=owner, body=GroupRequest(group="Officers")))
    return expect(BroughtHouseEdition, brought).to_dict()
