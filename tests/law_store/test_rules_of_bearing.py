"""The rules about days, measures, forms and operations: each planted error is found where it stands."""

from __future__ import annotations

import pytest

from tests.law_store.seed_tree import (
    CONDITIONS,
    EVENTS,
    FORMS,
    INSTRUMENTS,
    NAMES,
    SUBSTANCES,
    Cells,
    SeedTree,
    event,
    name,
)

LIST = "lists/xx/xx-list/list.toml"
EVERY_DUTY = 'operations = ["import", "export"]\naction = "notify"'


def found(tree: SeedTree) -> list[str]:
    return [str(breach).removeprefix("seeds/") for breach in tree.breaches()]


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ({"kind": "concentration", "unit": "kg"}, "unit 'kg' of a concentration is none of %"),
        ({"unit": "%"}, "unit '%' of a quantity is none of kg, g"),
        ({"kind": "cumulative_quantity", "unit": "%", "period": "year"}, "unit '%' of a cumulative_quantity"),
        ({"kind": "product_form", "limit": "medicine", "unit": "kg"}, "unit 'kg' of a product_form is none of any"),
        ({"limit": ""}, "unit 'kg' stands without a limit"),
        ({"period": "calendar month"}, "a quantity has no period"),
        ({"kind": "cumulative_quantity"}, "a cumulative_quantity has a period"),
        ({"effect": "exempts"}, "a quantity with a limit is met from there on"),
        (
            {"kind": "concentration", "unit": "%", "limit": "0", "effect": "exempts"},
            "a concentration of 0 exempts nothing",
        ),
        ({"kind": "concentration", "unit": "%", "limit": "120"}, "limit 120 is no concentration"),
        ({"limit": "-1"}, "limit -1 is no quantity"),
        ({"operations": "import transit"}, "transit: the list does not bear on it"),
    ],
)
def test_a_condition_that_does_not_fit_is_found(tree: SeedTree, cells: Cells, what: str) -> None:
    tree.change(CONDITIONS, 2, **cells)
    (breach,) = found(tree)
    assert breach.startswith(f"{CONDITIONS}:2: {what}")


@pytest.mark.parametrize(
    ("kind", "reach", "wording", "what"),
    [
        ("element", "esters", "", "reach 'esters': iodine is an element, and no word speaks of it"),
        ("element", "salts", "", "reach 'salts': iodine is an element"),
        ("element", "salts esters", "Iodine, its salts and esters", ""),
        ("inorganic", "optical_isomers", "", "reach 'optical_isomers': iodine is an inorganic"),
        ("inorganic", "salts", "", ""),
        ("substance", "salts optical_isomers", "", ""),
    ],
)
def test_a_form_that_cannot_be_is_found(tree: SeedTree, kind: str, reach: str, wording: str, what: str) -> None:
    tree.rows[SUBSTANCES].append({"key": "iodine", "name": "iodine", "kind": kind, "confidence": "reported"})
    tree.rows[NAMES].append(name("iodine", "iodine", "preferred"))
    tree.tell(event("iodine", "added", "2000-01-01", reach=reach, wording=wording))
    assert [breach.startswith(f"{EVENTS}:2: {what}") for breach in found(tree)] == ([True] if what else [])


def test_a_duty_on_an_operation_of_another_list_is_found(tree: SeedTree) -> None:
    tree.lists["xx-list"] = tree.lists["xx-list"].replace(
        EVERY_DUTY, EVERY_DUTY.replace('"import"', '"import", "transit"')
    )
    (breach,) = found(tree)
    assert breach.endswith("transit: the list does not bear on it")
    assert breach.startswith(f"{LIST}:")


def test_an_operation_without_a_duty_is_found(tree: SeedTree) -> None:
    alone = EVERY_DUTY.replace(', "export"', "")
    tree.lists["xx-list"] = tree.lists["xx-list"].replace(EVERY_DUTY, alone)
    assert found(tree) == [f"{LIST}:1: no obligation for export: say `unknown` where nothing was read"]
    tree.lists["xx-list"] += (
        '\n[[obligations]]\naction = "unknown"\ntext = "ask"\ncitation = "a"\nconfidence = "unverified"\n'
    )
    assert found(tree) == []


@pytest.mark.parametrize(
    ("file", "line", "cells", "what"),
    [
        (INSTRUMENTS, 3, {"adopted_on": "2000-02-01", "published_on": "2000-01-01"}, "is before adopted_on 2000-02-01"),
        (EVENTS, 2, {"decided_on": "2000-02-01", "published_on": "2000-01-01"}, "is before decided_on 2000-02-01"),
        (EVENTS, 2, {"decided_on": "2001-06-01"}, "2000-01-01, more than a year before decided_on (2001-06-01)"),
        (EVENTS, 2, {"published_on": "2001-06-01"}, "2000-01-01, more than a year before published_on (2001-06-01)"),
        (EVENTS, 3, {"published_on": "1992-06-01"}, "1990-01-01, more than a year before published_on (1992-06-01)"),
    ],
)
def test_days_out_of_their_order_are_found(tree: SeedTree, file: str, line: int, cells: Cells, what: str) -> None:
    tree.change(file, line, **cells)
    (breach,) = found(tree)
    assert breach.startswith(f"{file}:{line}: ")
    assert breach.endswith(what)
    if file == EVENTS and "more than" in what:
        tree.change(file, line, note=f"told late, in {what[-11:-7]}")
        assert found(tree) == []


def test_an_effect_before_the_act_was_adopted_is_found(tree: SeedTree) -> None:
    tree.change(INSTRUMENTS, 2, adopted_on="1999-06-01")
    assert found(tree) == [f"{EVENTS}:3: takes effect on 1990-01-01, before xx-act was adopted (1999-06-01)"]
    tree.change(EVENTS, 3, note="counts backwards from the Act of 1999")
    assert found(tree) == []


@pytest.mark.parametrize("on", ["1999-12-31", "2000-01-01"])
def test_an_end_that_comes_no_later_than_the_beginning_is_found(tree: SeedTree, on: str) -> None:
    tree.tell(event("p2p", "added", "2000-01-01"), event("p2p", "removed", on))
    assert found(tree) == [f"{EVENTS}:3: takes effect on {on}, not after line 2 (2000-01-01)"]


def test_a_list_that_grew_says_so(tree: SeedTree) -> None:
    tree.rows[FORMS] = tree.rows[FORMS][:3]
    tree.lists["xx-list"] = tree.lists["xx-list"].replace("STANDING", "2")
    tree.rows[EVENTS].append(event("toluene", "added", "2001-01-01"))
    assert found(tree) == [f"{LIST}:1: min_entries is 2, and 3 entries stand"]
