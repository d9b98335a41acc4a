"""Records of real documents of the Federal Register, as far as they are held: number, title, day, abstract, address.

They came through others and are no recorded answers: the pages around them, their types, actions, parts and citations
are made by this test, which therefore shows how titles and abstracts are read, and nothing of the register's format.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.list_updates.noticed import keep
from tests.list_updates.register import NONE, answer, document, register
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.list_updates.connectors import connector_of
from watchlist.list_updates.heads import substances_named
from watchlist.list_updates.models import Notice
from watchlist.list_updates.published import PublishedNotice

FOLDER = Path(os.environ.get("WATCHLIST_EDITIONS", ""))
pytestmark = pytest.mark.skipif("WATCHLIST_EDITIONS" not in os.environ, reason="no real editions stand here")

QUOTAS = {"ephedrine", "norephedrine", "pseudoephedrine"}
ABOUT: dict[str, set[str]] = {
    "2020-00667": set(),
    "2020-07064": {"benzylfentanyl", "4-ap"},
    "2020-07381": {"norfentanyl"},
    "2021-05346": {"mapa"},
    "2021-09697": {"pmk-glycidate-methyl", "pmk-glycidic-acid", "apaa"},
    "2022-19974": {"4-piperidone"},
    "2022-22638": QUOTAS,
    "2022-24155": {"1-boc-4-ap", "4-ap"},
    "2023-07454": {"4-ap"},
    "2023-07538": {"4-piperidone"},
    "2023-18885": QUOTAS,
    "2023-22570": {"propionyl-chloride"},
    "2023-23315": set(),
    "2023-23927": {"4-ap"},
    "2023-24282": QUOTAS,
    "2025-19349": {"1-boc-4-piperidone", "4-piperidone"},
    "2025-19384": {"bmk-glycidic-acid"},
    "2025-21509": QUOTAS,
}
"""What each document is about, as its title and abstract were read by a person."""


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = orjson.loads((FOLDER / "us" / "fr" / "fr_abstract_records.json").read_bytes())[
        "results"
    ]
    return held


def notices(records: list[dict[str, Any]]) -> tuple[PublishedNotice, ...]:
    """Return the records as notices, each in the place of what it says in a page of our own making."""
    names = ("document_number", "title", "publication_date", "abstract", "html_url")
    real = [{name: record[name] for name in names} for record in records]
    documents = [
        document(**{"number": one["document_number"], "type": "Rule", "comments_close_on": None} | one) for one in real
    ]
    return connector_of("federal-register").interpret([NONE, answer(*documents)], register()).notices


def test_every_record_becomes_a_notice_word_for_word(records: list[dict[str, Any]]) -> None:
    read = notices(records)
    assert len(read) == len(records) == len(ABOUT)
    for record, notice in zip(records, read, strict=True):
        assert notice.key == f"fr-{record['document_number']}"
        assert notice.title == " ".join(record["title"].split())
        assert notice.text.endswith(" ".join(record["abstract"].split()))
        assert str(notice.published_on) == record["publication_date"]


def test_what_the_documents_are_about_is_found_and_nothing_else(
    law: CompiledLaw, records: list[dict[str, Any]]
) -> None:
    found = {one["document_number"]: {*substances_named(law.names, one["title"], one["abstract"])} for one in records}
    assert found == ABOUT


@pytest.mark.usefixtures("law")
def test_they_are_kept_once(records: list[dict[str, Any]]) -> None:
    assert len(keep(*notices(records))) == len(records)
    assert keep(*notices(records)) == []
    assert Notice.objects.current().count() == len(records)
