"""Text documents as offices write them: each good with how much, what the head says, and why the rest is no good."""

from __future__ import annotations

import pytest

from tests.manifests.papers.text_layouts import TEXT_DOCUMENTS, TextDocument
from tests.manifests.test_accounts import accounted
from tests.manifests.test_page_layouts import goods_of, reasons_in
from watchlist.engine.reading.readers import manifest_from_upload

pytestmark = pytest.mark.servers


@pytest.mark.parametrize("document", TEXT_DOCUMENTS, ids=lambda document: document.name)
def test_each_good_of_a_text_document_is_found_with_how_much(document: TextDocument) -> None:
    manifest = manifest_from_upload("a.docx", document.data())
    assert goods_of(manifest) == document.goods
    assert {field: manifest.head.get(field) for field in document.head} == document.head
    assert set(document.skipped) <= reasons_in(manifest)
    assert sum(sheet.total_rows for sheet in manifest.account.sheets) == document.totals
    accounted(manifest)
