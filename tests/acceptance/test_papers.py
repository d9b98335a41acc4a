"""The papers of a shipment, sent as a letter: each good is screened once, and what was not read is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.test_what_a_workbook_hides import run
from tests.manifests.papers.contents import INVOICES, PACKING_LISTS
from tests.manifests.papers.writing import letter, pdf, typeset

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law"), pytest.mark.servers]


def test_papers_of_a_letter_are_one_shipment_and_what_is_unread_is_told(tmp_path: Path) -> None:
    scan = typeset("#rect(width: 5cm, height: 5cm, fill: gray)")
    files = (("invoice.pdf", pdf(INVOICES[0])), ("packing list.pdf", pdf(PACKING_LISTS[0])), ("weights.pdf", scan))
    (path := tmp_path / "papers.eml").write_bytes(letter(*files))
    coverage, *lines = (json.loads(row) for row in run(path)[0].splitlines())
    lines = [line for line in lines if line["record"] == "line"]
    assert [line["verdict"] for line in lines] == ["controlled"] * 3
    assert lines[0]["declared"]["place in the file"] == "invoice.pdf, page 1, table row 2"
    assert lines[0]["declared"]["place in the file (packing list)"] == "packing list.pdf, page 1, table row 2"
    of_letter, unread = coverage["read"]["not_read"]
    assert of_letter == "the text of the letter (goods are read from its files)"
    assert unread.startswith("weights.pdf (its pages hold no text")
    for kind in ("table", "html"):
        told = " ".join(run(path, kind)[0].split())
        assert "weights.pdf (its pages hold no text" in told, kind
        assert "bank details: Bank details: Nordhaven Bank" in told, kind
        assert "2 rows of packing list.pdf: page 1 taken as goods that another paper names" in told, kind
