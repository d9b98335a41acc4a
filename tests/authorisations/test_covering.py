"""A document covers where every one of its grounds says yes: each thing that is missing alone keeps it from that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from watchlist.engine.decision.documents import GROUNDS, LACKS, Document, DocumentUse, Need, Register, lack_words, lacks

DOCUMENT = Document(
    pk=1,
    document=UUID(int=1),
    title="import authorisation FR-1",
    jurisdiction="EU",
    holder_key="beauval",
    role="consignee",
    substances=frozenset({"eu-111-cat-4/4-piperidone"}),
    lists=frozenset(),
    forms=frozenset({"itself", "salt"}),
    operations=frozenset({"import"}),
    counterparties=frozenset({"northgate reagents"}),
    site="",
    most=100_000_000,
    measure="mass",
    valid_from=date(2026, 1, 1),
    valid_until=date(2027, 1, 1),
    revoked_on=None,
    single_use=True,
)
NEED = Need(
    jurisdiction="EU",
    list="eu-111-cat-4",
    entry="eu-111-cat-4/4-piperidone",
    forms=frozenset({"salt"}),
    operation="import",
    consignor="Northgate Reagents Inc",
    consignee="Beauval SARL",
    first=date(2026, 1, 1),
    last=date(2026, 12, 31),
    kilograms=Decimal(100),
)
NOT_ITS: dict[str, dict[str, Any]] = {
    "law": {"jurisdiction": "GB"},
    "holder": {"consignee": "Beaulieu SARL"},
    "substance": {"entry": "eu-111-cat-4/ephedrine"},
    "form": {"forms": frozenset({"salt", "ester"})},
    "operation": {"operation": "export"},
    "counterparty": {"consignor": "Southgate Reagents Inc"},
    "quantity": {"kilograms": Decimal("100.000001")},
}
NOT_KNOWN: dict[str, dict[str, Any]] = {
    "holder": {"consignee": ""},
    "operation": {"operation": ""},
    "counterparty": {"consignor": ""},
    "quantity": {"kilograms": None},
}


def test_nothing_is_missing_where_all_is_as_it_says() -> None:
    assert lacks(DOCUMENT, NEED, DocumentUse()) == {}


@pytest.mark.parametrize("ground", NOT_ITS)
def test_one_thing_that_differs_is_no_cover(ground: str) -> None:
    assert lacks(DOCUMENT, replace(NEED, **NOT_ITS[ground]), DocumentUse()) == {ground: "no"}


@pytest.mark.parametrize("ground", NOT_KNOWN)
def test_one_thing_that_is_not_known_is_no_cover_and_no_lack(ground: str) -> None:
    assert lacks(DOCUMENT, replace(NEED, **NOT_KNOWN[ground]), DocumentUse()) == {ground: "unknown"}


@pytest.mark.parametrize(
    ("first", "last"), [(date(2025, 12, 31), date(2026, 1, 1)), (date(2026, 5, 1), date(2027, 1, 1))]
)
def test_a_day_before_or_after_is_no_cover(first: date, last: date) -> None:
    assert lacks(DOCUMENT, replace(NEED, first=first, last=last), DocumentUse()) == {"day": "no"}


def test_what_is_revoked_covers_what_moved_before() -> None:
    revoked = replace(DOCUMENT, revoked_on=date(2026, 12, 31))
    assert lacks(revoked, NEED, DocumentUse()) == {"revoked": "no"}
    assert lacks(revoked, replace(NEED, last=date(2026, 12, 30)), DocumentUse()) == {}


def test_what_was_consumed_covers_nothing_more() -> None:
    assert lacks(DOCUMENT, NEED, DocumentUse(0, 1)) == {"consumed": "no"}
    assert lacks(replace(DOCUMENT, single_use=False), NEED, DocumentUse(0, 1)) == {}


def test_what_was_used_is_not_left() -> None:
    some = replace(DOCUMENT, single_use=False)
    assert lacks(some, NEED, DocumentUse(1, 1)) == {"quantity": "no"}
    assert lacks(some, replace(NEED, kilograms=None), DocumentUse(100_000_000, 4)) == {"quantity": "no"}


def test_a_limit_by_volume_is_not_measured_by_weight() -> None:
    assert lacks(replace(DOCUMENT, measure="volume"), NEED, DocumentUse()) == {"quantity": "unknown"}


@pytest.mark.parametrize("named", ["4-piperidone", "eu-111-cat-4/4-piperidone"])
def test_a_document_names_a_substance_or_an_entry(named: str) -> None:
    assert lacks(replace(DOCUMENT, substances=frozenset({named})), NEED, DocumentUse()) == {}


def test_a_document_may_cover_a_list_whole() -> None:
    whole = replace(DOCUMENT, substances=frozenset(), lists=frozenset({"eu-111-cat-4"}))
    assert lacks(whole, NEED, DocumentUse()) == {}
    assert lacks(whole, replace(NEED, list="eu-111-cat-1"), DocumentUse()) == {"substance": "no"}


def test_an_operator_may_stand_on_either_side() -> None:
    operator = replace(DOCUMENT, role="operator")
    turned = replace(NEED, consignor=NEED.consignee, consignee=NEED.consignor)
    assert lacks(operator, NEED, DocumentUse()) == lacks(operator, turned, DocumentUse()) == {}


def test_each_ground_has_its_words() -> None:
    assert tuple(GROUNDS) == tuple(LACKS)
    assert lack_words({"operation": "unknown", "day": "no"}) == "the operation is not known, it is not valid on the day"


def test_a_register_names_what_covers_and_what_is_left() -> None:
    register = Register(
        {"beauval": (replace(DOCUMENT, single_use=False),)}, {DOCUMENT.document: DocumentUse(500_000, 1)}
    )
    cover = register.cover(replace(NEED, kilograms=Decimal(25)))
    assert (cover.met, cover.words) == ("yes", "import authorisation FR-1, 99.5 kg of 100 kg left")


def test_a_register_never_says_that_nobody_holds_one() -> None:
    cover = Register({"beauval": (DOCUMENT,)}).cover(replace(NEED, consignee="Beaulieu SARL"))
    assert (cover.met, cover.words) == ("unknown", "none on file for Northgate Reagents Inc or Beaulieu SARL")
    near = Register({"beauval": (DOCUMENT,)}).cover(replace(NEED, operation="export"))
    assert (near.met, near.words) == (
        "unknown",
        "on file, and not covering it: import authorisation FR-1: it is for another operation",
    )
