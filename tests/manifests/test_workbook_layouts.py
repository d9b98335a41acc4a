"""Sheets as programs lay them out, in each format: every good is found with how much, and none invented."""

from __future__ import annotations

import pytest

from tests.manifests.papers.sheet_writing import WORKBOOKS
from tests.manifests.papers.workbook_layouts import SHEETS, Sheet
from tests.manifests.test_accounts import accounted
from watchlist.engine.reading.readers import manifest_from_upload

pytestmark = pytest.mark.servers


@pytest.mark.parametrize("suffix", WORKBOOKS)
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_good_of_a_sheet_is_found_with_how_much(suffix: str, sheet: Sheet) -> None:
    manifest = manifest_from_upload(f"a{suffix}", WORKBOOKS[suffix](sheet))
    found = [
        (fields["name"], fields.get("cas", ""), f"{fields['quantity']} {fields.get('unit', '')}")
        for fields in (line.fields for line in manifest.lines)
    ]
    assert found == list(sheet.goods)
    assert {field: manifest.head.get(field) for field in sheet.head} == sheet.head
    [account] = manifest.account.sheets
    assert account.total_rows == sheet.totals
    assert [text.partition(":")[0] for text in account.skipped_texts] == list(sheet.skipped)
    accounted(manifest)
