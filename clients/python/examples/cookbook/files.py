"""A file: sent, waited for, its lines read page by page, its results fetched whole."""

from __future__ import annotations

import json

from precursor_watchlist_client import expect
from precursor_watchlist_client.generated.api.manifests import list_manifest_lines, read_manifest, send_manifest
from precursor_watchlist_client.generated.models import (
    AcceptedManifest,
    ManifestForm,
    ManifestLinePage,
    ManifestRecord,
)
from precursor_watchlist_client.generated.types import File

from cookbook.twins import Book, twin

CSV = """\
Line,Description of goods,CAS No.,Quantity,Unit,Bin
1,Acetone,67-64-1,160,kg,7c
2,Sodium chloride,7647-14-5,25,kg,7c
3,Piperonal,120-57-0,10,kg,8a
"""


@twin("cat > manifest.csv <<")
def send_a_file(book: Book) -> None:
    path = book.folder / "manifest.csv"
    path.write_text(CSV, encoding="utf-8")
    with path.open("rb") as file:
        body = ManifestForm(
            file=File(payload=file, file_name=path.name),
            reference="INV-3",
            origin="US",
            destination="MX",
            operation="export",
        )
        answer = send_manifest.sync(client=book.client.api, body=body, idempotency_key="INV-3-1")
    book.manifest = expect(AcceptedManifest, answer).id


@twin("def wait_for(manifest: str)")
def wait_for_its_job(book: Book) -> None:
    manifest = book.client.wait(ManifestRecord, read_manifest.sync_detailed, book.manifest)
    assert (manifest.state, manifest.done, manifest.total, manifest.error) == ("done", 3, 3, None)


@twin("lines/?verdict=controlled&limit=1")
def read_its_lines(book: Book) -> object:
    pages = book.client.pages(ManifestLinePage, list_manifest_lines.sync, book.manifest, verdict="controlled", limit=1)
    first, *others = pages
    lines = [line for page in (first, *others) for line in page.items]
    assert [line.line for line in lines] == [1, 3]
    return first.to_dict()


@twin("results xlsx results.xlsx")
def fetch_its_results(book: Book) -> object:
    assert book.manifest is not None
    workbook = book.client.download(book.manifest, book.folder / "results.xlsx", form="xlsx")
    assert workbook.read_bytes().startswith(b"PK")
    records = book.client.download(book.manifest, book.folder / "results.jsonl").read_text(encoding="utf-8")
    summary: object = json.loads(records.splitlines()[-1])
    return summary
