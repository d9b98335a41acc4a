"""The difference of two editions, as properties of any two and as the cases that law makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, strategies as st

from watchlist.list_updates.diff import RowChange, changes_between
from watchlist.list_updates.heads import head_key
from watchlist.list_updates.published import PublishedRow

NAMES = [
    f"{head}{tail}"
    for head in ("4-Piperidone", "N-Phenyl-4-piperidinamine", "(E)-Anethole", "1-(1,3-benzodioxole)-2-propanone")
    for tail in ("", " and its salts", " (another name), its salts and derivatives, including:")
]
days = st.sampled_from([None, date(2019, 5, 15), date(2024, 9, 3)])
published = st.builds(
    PublishedRow,
    list=st.sampled_from(["part-1", "part-2"]),
    code=st.sampled_from(["", "1", "2", "27", "27(1)"]),
    name=st.sampled_from(NAMES),
    valid_from=days,
    instruments=st.sampled_from([(), ("SOR/2019-121",), ("SOR/2019-121", "SOR/2024-98")]),
    facts=st.sampled_from([(), (("quantity", "0"),), (("quantity", "1 kg"),)]),
)
editions = st.lists(published, max_size=9)


def row(name: str, code: str = "", **said: object) -> PublishedRow:
    """Return a row of one list, in force since a day that an act named."""
    facts = {"valid_from": date(2019, 5, 15), "instruments": ("SOR/2019-121",)} | said
    return PublishedRow(list="part-1", code=code, name=name, **facts)  # type: ignore[arg-type]


def applied(before: Sequence[PublishedRow], changes: Sequence[RowChange]) -> set[PublishedRow]:
    """Return the rows that the changes make of an edition."""
    gone = {change.old for change in changes if change.old is not None}
    come = {change.new for change in changes if change.new is not None}
    return (set(before) - gone) | come


def kinds(changes: Sequence[RowChange]) -> list[str]:
    """Return what sort of changes they are, in order."""
    return [change.kind for change in changes]


@given(editions)
def test_an_edition_changes_nothing_of_itself(rows: list[PublishedRow]) -> None:
    assert changes_between(rows, rows) == ()


@given(editions, editions)
def test_the_changes_make_the_one_edition_of_the_other(before: list[PublishedRow], after: list[PublishedRow]) -> None:
    assert applied(before, changes_between(before, after)) == set(after)


@given(st.data(), editions, editions)
def test_the_order_of_rows_never_matters(
    data: st.DataObject, before: list[PublishedRow], after: list[PublishedRow]
) -> None:
    shuffled = changes_between(data.draw(st.permutations(before)), data.draw(st.permutations(after)))
    assert set(shuffled) == set(changes_between(before, after))


@given(editions, editions)
def test_the_way_back_undoes_each_change(before: list[PublishedRow], after: list[PublishedRow]) -> None:
    there, back = changes_between(before, after), changes_between(after, before)
    assert {(change.old, change.new) for change in there} == {(change.new, change.old) for change in back}
    inverse = {"add": "remove", "remove": "add"}
    assert sorted(kinds(there)) == sorted(inverse.get(kind, kind) for kind in kinds(back))


@given(editions, editions)
def test_no_change_pairs_two_rows_of_other_heads_or_lists(
    before: list[PublishedRow], after: list[PublishedRow]
) -> None:
    for change in changes_between(before, after):
        if change.old is not None and change.new is not None:
            assert change.old.list == change.new.list
            assert head_key(change.old.name) == head_key(change.new.name)


@given(editions, editions)
def test_each_row_is_in_one_change_at_most(before: list[PublishedRow], after: list[PublishedRow]) -> None:
    changes = changes_between(before, after)
    for rows in ([change.old for change in changes if change.old], [change.new for change in changes if change.new]):
        assert len(rows) == len(set(rows))


@given(st.permutations([str(number) for number in range(1, 5)]))
def test_renumbering_alone_amends_codes_and_nothing_else(codes: list[str]) -> None:
    names = ["4-Piperidone and its salts", "Piperonal", "Safrole", "(E)-Anethole"]
    before = [row(name, str(number)) for number, name in enumerate(names, start=1)]
    after = [row(name, code) for name, code in zip(names, codes, strict=True)]
    changes = changes_between(before, after)
    assert all(change.kind == "amend" and [field.name for field in change.fields] == ["code"] for change in changes)
    assert {change.new for change in changes} == set(after) - set(before)


def test_an_item_that_an_act_replaces_is_amended_with_each_field() -> None:
    before = [row("4-Piperidone and its salts", "27")]
    after = row(
        "4-Piperidone (piperidin-4-one), its salts", "27", valid_from=date(2024, 9, 3), instruments=("SOR/2024-98",)
    )
    (change,) = changes_between(before, [after])
    assert change.kind == "amend"
    assert {field.name: (field.old, field.new) for field in change.fields} == {
        "name": ("4-Piperidone and its salts", "4-Piperidone (piperidin-4-one), its salts"),
        "valid_from": ("2019-05-15", "2024-09-03"),
        "instruments": ("SOR/2019-121", "SOR/2024-98"),
    }


def test_a_text_that_no_act_changed_is_corrected() -> None:
    assert kinds(changes_between([row("Red Phosphorus", "20")], [row("Red phosphorus", "20")])) == ["correct"]


def test_a_column_that_no_act_changed_is_corrected() -> None:
    before, after = row("Toluene", "6", facts=(("quantity", "0"),)), row("Toluene", "6", facts=(("quantity", "1"),))
    (change,) = changes_between([before], [after])
    assert (change.kind, [field.name for field in change.fields]) == ("correct", ["facts.quantity"])


def test_where_the_source_names_no_act_a_person_says_whether_the_law_was_amended() -> None:
    before = PublishedRow(list="house", code="1", name="Toluene")
    (change,) = changes_between([before], [replace(before, name="Toluene (methylbenzene)")])
    assert change.kind == "amend"
    assert "neither day nor act" in change.doubt


def test_a_number_that_another_substance_bears_now_is_no_amendment() -> None:
    changes = changes_between([row("Safrole", "17")], [row("Piperonal", "17")])
    assert kinds(changes) == ["remove", "add"]
    assert "17 now bears “Piperonal”" in changes[0].doubt
    assert "17 bore “Safrole”" in changes[1].doubt


def test_rows_of_one_name_are_told_by_their_numbers() -> None:
    name = "Hypophosphorous acid, its salts"
    before = [row(name, "22"), row(name, "23", place="Part 1")]
    (change,) = changes_between(before, [row(name, "23", place="Part 2"), row(name, "22")])
    assert (change.kind, change.old) == ("amend", before[1])


def test_rows_of_one_name_that_no_number_tells_apart_stay_unmatched() -> None:
    name = "Hypophosphorous acid, its salts"
    changes = changes_between([row(name, "22"), row(name, "23")], [row(name, "24"), row(name, "25")])
    assert sorted(kinds(changes)) == ["add", "add", "remove", "remove"]
    assert all("more than once" in change.doubt for change in changes)


def test_a_removal_stands_where_the_row_stood() -> None:
    before = [row("Acetone"), row("Safrole"), row("Toluene")]
    after = [row("Piperonal"), row("Acetone"), row("Toluene"), row("Ethyl ether")]
    changed = [(change.kind, (change.new or change.old)) for change in changes_between(before, after)]
    assert [(kind, found.name) for kind, found in changed if found] == [
        ("add", "Piperonal"),
        ("remove", "Safrole"),
        ("add", "Ethyl ether"),
    ]


def test_a_change_is_known_again_by_its_rows() -> None:
    before, after = [row("Safrole", "17")], [row("Safrole and its salts", "17")]
    (change,), (again,) = changes_between(before, after), changes_between(before, after)
    (other,) = changes_between(before, [replace(after[0], place="Part 1")])
    assert change.digest == again.digest != other.digest
