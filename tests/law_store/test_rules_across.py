"""The rules that look across rows and regimes: each planted error is found where it stands, and nothing else is."""

from __future__ import annotations

import pytest

from tests.law_store.seed_tree import (
    CODES,
    CONDITIONS,
    CONSTITUENTS,
    EVENTS,
    FORMS,
    INSTRUMENTS,
    NAMES,
    OTHER_EVENTS,
    SUBSTANCES,
    Cells,
    SeedTree,
    constituent,
    event,
    name,
)

MEMBERS = "class_rules/xx-alkylanilines/members.csv"
ACETONE, TOLUENE = "CSCPPACGZOOCGX", "YXFVVABEGXRONW"


def found(tree: SeedTree) -> list[str]:
    return [str(breach).removeprefix("seeds/") for breach in tree.breaches()]


def form(substance: str, cas: str, **others: str) -> Cells:
    kind = {"form": "as listed", "form_kind": "salt", "confidence": "reported"}
    return {"substance": substance, "cas": cas} | kind | others


def code(substance: str, value: str, scheme: str = "hs", **others: str) -> Cells:
    return {"substance": substance, "scheme": scheme, "value": value, "confidence": "reported"} | others


def test_a_number_with_two_structures_is_found(tree: SeedTree) -> None:
    drawing = {"smiles": "Cc1ccccc1", "inchikey": f"{TOLUENE}-UHFFFAOYSA-N"}
    tree.rows[FORMS].append(form("p2p", "67-64-1", note=f"not {ACETONE}, as the dictionary has it", **drawing))
    assert found(tree) == []
    tree.change(FORMS, 5, note="")
    assert f"{FORMS}:5: cas 67-64-1 is {TOLUENE} here, and {ACETONE} at seeds/{FORMS}:2" in found(tree)


def test_a_number_of_two_substances_needs_a_word_in_both_notes(tree: SeedTree) -> None:
    tree.rows[FORMS].append(form("p2p", "67-64-1"))
    assert found(tree) == [f"{FORMS}:5: cas 67-64-1 stands for acetone as well, at seeds/{FORMS}:2"]
    tree.change(SUBSTANCES, 2, note="67-64-1 is used for P-2-P too")
    assert len(found(tree)) == 1
    tree.change(SUBSTANCES, 3, note="67-64-1 is met here, and is acetone's")
    assert found(tree) == []


def test_a_number_of_a_member_of_a_class_is_that_of_the_substance(tree: SeedTree) -> None:
    tree.tell_of_a_class()
    header = "name,cas,hs,smiles,expected,limbs,fails,confidence,source,note\n"
    row = "toluidine,{cas},2921.43,{smiles},member,A,,reported,,\n"
    tree.members["xx-alkylanilines"] = header + row.format(cas="95-53-4", smiles="Cc1ccccc1N")
    assert found(tree) == []
    tree.members["xx-alkylanilines"] = header + row.format(cas="108-88-3", smiles="Cc1ccccc1N")
    assert found(tree) == [f"{MEMBERS}:2: cas 108-88-3 is RNVCVTLRINQCPJ here, and {TOLUENE} at seeds/{FORMS}:4"]
    tree.members["xx-alkylanilines"] = header + row.format(cas="108-88-3", smiles="Cc1ccccc1")
    assert [breach.split(" of ")[0] for breach in found(tree)] == [f"{MEMBERS}:2: hs 2921.43"]


def test_a_wrong_number_of_a_member_of_a_class_is_found(tree: SeedTree) -> None:
    tree.tell_of_a_class()
    header = "name,cas,hs,smiles,expected,limbs,fails,confidence,source,note\n"
    tree.members["xx-alkylanilines"] = f"{header}toluidine,95-53-5,2921.43,Cc1ccccc1N,member,A,,reported,,\n"
    assert found(tree) == [f"{MEMBERS}:2: cas: cas '95-53-5': 95-53-5 should end in 4"]


def test_a_material_that_is_found_within_what_it_contains_is_found(tree: SeedTree) -> None:
    tree.rows[CONSTITUENTS] += [constituent("acetone", "p2p", "", "2")]
    assert found(tree) == []
    tree.rows[CONSTITUENTS] += [constituent("p2p", "toluene", "", "")]
    assert [breach.split(": ")[1] for breach in found(tree)] == [
        "toluene contains itself, by acetone",
        "acetone contains itself, by p2p",
        "p2p contains itself, by toluene",
    ]


@pytest.mark.parametrize("text", ["Toluene", "tolu-ene", "TOLUENE"])
def test_a_name_of_two_substances_is_found(tree: SeedTree, text: str) -> None:
    tree.rows[NAMES].append(name("p2p", text))
    assert found(tree) == [f"{NAMES}:5: name {text!r} stands for toluene as well, at seeds/{NAMES}:4"]


def test_a_name_of_commerce_may_stand_for_two(tree: SeedTree) -> None:
    tree.rows[NAMES] += [name("p2p", "Sol", "trade"), name("acetone", "Sol", "trade"), name("toluene", "toluol")]
    tree.rows[NAMES] += [name("p2p", "toluol", "abbreviation")]
    assert found(tree) == []


def test_a_name_may_stand_for_two_that_share_a_number(tree: SeedTree) -> None:
    tree.rows[FORMS].append(form("p2p", "67-64-1"))
    for line in (2, 3):
        tree.change(SUBSTANCES, line, note="67-64-1 stands for two")
    tree.rows[NAMES].append(name("p2p", "acetone"))
    assert found(tree) == []


def test_a_structure_under_two_keys_is_found(tree: SeedTree) -> None:
    twin = tree.rows[SUBSTANCES][2] | {"key": "methylbenzene", "name": "methylbenzene"}
    tree.rows[SUBSTANCES].append(twin)
    assert found(tree) == [
        f"{SUBSTANCES}:5: methylbenzene has the structure of toluene, at seeds/{SUBSTANCES}:4",
    ]
    tree.change(SUBSTANCES, 4, note="drawn as methylbenzene")
    tree.change(SUBSTANCES, 5, note="drawn as toluene")
    assert found(tree) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("metamfetamine", "methamphetamine"),
        ("oestradiol", "estradiol"),
        ("sulfuric acid", "Sulphuric  acid"),
        ("β-naphthol", "beta naphthol"),
        ("Phenyl-acetone", "phenylacetone"),
    ],
)
def test_two_spellings_of_one_name_are_found(tree: SeedTree, one: str, other: str) -> None:
    tree.rows[NAMES] += [name("p2p", one, "preferred"), name("toluene", other, "preferred")]
    (breach,) = found(tree)
    assert breach.startswith(f"{NAMES}:6: ")
    assert "another spelling" in breach or "stands for p2p as well" in breach


def test_two_entries_of_one_list_under_one_printed_name_are_found(tree: SeedTree) -> None:
    tree.rows[NAMES] += [name("p2p", "Ketone", "trade"), name("acetone", "ketone", "trade")]
    tree.change(EVENTS, 2, printed_name="Ketone")
    tree.change(EVENTS, 3, printed_name="ketone")
    assert found(tree) == [f"{EVENTS}:3: 'ketone' is printed for acetone as well, on line 2"]


@pytest.mark.parametrize(
    ("substance", "value", "why"),
    [
        ("acetone", "2915.21", "without a saturated acyclic acid"),
        ("p2p", "2916.34", "without a carboxylic acid"),
        ("p2p", "2921.49", "without an amine"),
        ("p2p", "2933.39", "without nitrogen in a ring"),
        ("p2p", "2939.41", "without nitrogen"),
        ("toluene", "2901.10", "has a ring"),
        ("toluene", "2903.99", "without a halogen"),
        ("toluene", "2804.70", "has an element that is none of these"),
    ],
)
def test_a_heading_that_cannot_hold_the_structure_is_found(
    tree: SeedTree, substance: str, value: str, why: str
) -> None:
    tree.rows[CODES].append(code(substance, value))
    (breach,) = found(tree)
    assert breach.startswith(f"{CODES}:3: hs {value} of {substance}: {value[:4]} holds ")
    assert breach.endswith(why) or why in breach


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("cn", ("2914 11 00", "2914 11 01", "2914 11 02")),
        ("prc", ("2914110000", "2914110001", "2914110002")),
    ],
)
def test_codes_that_run_on_are_found(tree: SeedTree, scheme: str, values: tuple[str, ...]) -> None:
    for key, smiles in (("p2p", ""), ("toluene", "")):
        tree.change(SUBSTANCES, {"p2p": 3, "toluene": 4}[key], smiles=smiles, inchikey="")
    tree.rows[CODES] = [code(*row, scheme) for row in zip(("acetone", "p2p", "toluene"), values, strict=True)]
    assert found(tree) == [f"{CODES}:2: {scheme} {values[0]} to {values[2]} run on by one to line 4"]
    for line in (2, 3, 4):
        tree.change(CODES, line, confidence="confirmed", source="the tariff, read")
    assert found(tree) == []


def test_numbers_that_run_on_are_found(tree: SeedTree) -> None:
    for line, cas in ((2, "67-64-1"), (3, "67-64-2"), (4, "67-64-3")):
        tree.change(FORMS, line, cas=cas)
    assert f"{FORMS}:2: cas 67-64-1 to 67-64-3 run on by one to line 4" in found(tree)


def test_law_codes_that_run_on_are_found_but_items_of_a_law_may(tree: SeedTree) -> None:
    keys = ("acetone", "p2p", "toluene")
    codes = [{"law_code": str(8520 + place), "code_confidence": "reported"} for place in range(3)]
    tree.tell(*(event(key, "added", "2000-01-01", **cells) for key, cells in zip(keys, codes, strict=True)))
    assert found(tree) == [f"{EVENTS}:2: law_code 8520 to 8522 run on by one to line 4"]
    for line in (2, 3, 4):
        tree.change(EVENTS, line, law_code=f"Table 4, item {line}")
    assert found(tree) == []


def test_a_transfer_without_its_other_end_is_found_in_either_list(tree: SeedTree) -> None:
    tree.tell(event("p2p", "added", "2000-01-01"), event("p2p", "transferred_out", "2005-03-01"))
    assert found(tree) == [f"{EVENTS}:3: p2p is transferred into no other list of XX on 2005-03-01"]
    arrival = event("p2p", "transferred_in", "2005-03-01", id="yy-list/p2p/2005-03-01/transferred_in")
    tree.rows[OTHER_EVENTS] = [arrival]
    assert found(tree) == []
    tree.change(OTHER_EVENTS, 2, on="2005-03-02")
    assert [breach.split(":")[:2] for breach in found(tree)] == [[EVENTS, "3"], [OTHER_EVENTS, "2"]]


def test_a_transfer_within_one_list_is_no_transfer(tree: SeedTree) -> None:
    tree.tell(
        *(event("p2p", kind, on) for kind, on in (("added", "2000-01-01"), ("transferred_out", "2005-03-01"))),
        event("p2p", "transferred_in", "2005-03-02"),
    )
    assert len(found(tree)) == 2


@pytest.mark.parametrize(
    ("file", "row", "what"),
    [
        (INSTRUMENTS, {"key": "xx-lost", "citation": "Act 9", "title": "The Lost"}, "cites xx-lost"),
        ("authorities.csv", {"key": "yy-house", "jurisdiction": "XX", "name": "Y"}, "is of authority yy-house"),
        ("jurisdictions.csv", {"key": "ZZ", "name": "Elsewhere"}, "membership or list is of ZZ"),
        ("destinations/tables.csv", {"key": "xx-friends", "title": "Friends"}, "looks at table xx-friends"),
    ],
)
def test_what_nobody_names_is_found(tree: SeedTree, file: str, row: Cells, what: str) -> None:
    known = {"authority": "xx-house", "kind": "act", "confidence": "reported", "complete": "no"}
    tree.rows[file].append(known | {"citation": "Act 9"} | row)
    line = len(tree.rows[file]) + 1
    (breach,) = found(tree)
    assert breach.startswith(f"{file}:{line}: no ")
    assert what in breach


def test_an_act_is_cited_by_the_words_of_an_obligation(tree: SeedTree) -> None:
    tree.rows[INSTRUMENTS].append(tree.rows[INSTRUMENTS][0] | {"key": "xx-lost", "citation": "Act 9", "title": "Lost"})
    tree.rows[CONDITIONS] = []
    tree.lists["xx-list"] = tree.lists["xx-list"].replace('"Act 1,', '"Act 9, sections 2 and 3; Act 1,')
    assert found(tree) == []
