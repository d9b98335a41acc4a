"""Letters and archives as senders make them: the goods of all their papers, and what in them is not read."""

from __future__ import annotations

import pytest

from tests.manifests.papers.bundle_layouts import ARCHIVES, LETTERS, Bundle
from tests.manifests.test_accounts import accounted
from tests.manifests.test_page_layouts import goods_of
from watchlist.engine.reading.readers import manifest_from_upload

pytestmark = pytest.mark.servers


@pytest.mark.parametrize("bundle", [*LETTERS, *ARCHIVES], ids=lambda bundle: bundle.name)
def test_each_good_of_a_bundle_is_found_and_what_is_not_read_is_named(bundle: Bundle) -> None:
    manifest = manifest_from_upload(bundle.file, bundle.data())
    assert goods_of(manifest) == bundle.goods
    assert [text.partition(" (")[0] for text in manifest.account.not_read] == list(bundle.not_read)
    assert sum(sheet.reconciled_rows for sheet in manifest.account.sheets) == bundle.reconciled
    accounted(manifest)
