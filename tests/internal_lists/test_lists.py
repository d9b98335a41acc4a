"""The verbs of house lists: what they write, refuse and say in the trail."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from tests.internal_lists.conftest import FILE, Opened
from watchlist.audit.models import AuditEvent, AuditPayload
from watchlist.audit.verifying import broken_links
from watchlist.engine.errors import CorrectTheData
from watchlist.internal_lists.list_file import read_house_list
from watchlist.internal_lists.lists import HouseListFacts, hide_from, import_entries, open_house_list, show_to
from watchlist.internal_lists.models import HouseEdition, HouseEntry, HouseList
from watchlist.temporal import LawTick

HEADER = b"key,name,other_names,cas,smiles,inchikey,reason,note\n"
pytestmark = pytest.mark.django_db


def _rows(file: bytes) -> dict[str, bytes]:
    return {row.split(b",")[0].decode(): row for row in file.splitlines()[1:]}


def _file(*rows: bytes) -> bytes:
    return HEADER + b"\n".join(rows) + b"\n"


def _bring(house_list: HouseList, file: bytes, *, shrink: bool = False) -> HouseEdition:
    return import_entries(house_list=house_list, list_file=read_house_list("a.csv", file), actor="lead", shrink=shrink)


def test_a_whole_file_becomes_the_new_state(opened: Opened) -> None:
    house_list, rows = opened(), _rows(FILE)
    changed = rows["caffeine"].replace(b"seen twice", b"seen thrice")
    edition = _bring(house_list, _file(changed, rows["brand"], rows["toluidine"], b"new,Another,,,,,,"))
    assert (edition.added, edition.changed, edition.removed, edition.entries) == (1, 1, 1, 4)
    current = HouseEntry.objects.current().filter(house_list=house_list)
    assert sorted(current.values_list("key", flat=True)) == ["brand", "caffeine", "new", "toluidine"]
    assert HouseEntry.objects.filter(key="caffeine").count() == 2
    assert HouseEntry.objects.filter(key="brand").count() == 1


def test_the_file_that_was_brought_last_is_not_brought_again(opened: Opened) -> None:
    assert _bring(opened(), FILE) == HouseEdition.objects.get()
    assert AuditEvent.objects.filter(verb="bring_house_list").count() == 1


def test_a_file_that_loses_more_than_half_is_refused_unless_it_shall_shrink(opened: Opened) -> None:
    house_list, rows = opened(), _rows(FILE)
    with pytest.raises(CorrectTheData, match="3 of 4 entries are missing"):
        _bring(house_list, _file(rows["brand"]))
    assert HouseEntry.objects.current().count() == 4
    assert _bring(house_list, _file(rows["brand"]), shrink=True).removed == 3


@pytest.mark.parametrize(
    "facts",
    [
        HouseListFacts("us-list-1", "One"),
        HouseListFacts("house-One", "One"),
        HouseListFacts("house-one", " "),
        HouseListFacts("house-one", "One", "law"),
    ],
)
def test_a_house_list_that_could_be_taken_for_law_is_not_opened(facts: HouseListFacts) -> None:
    with pytest.raises(CorrectTheData):
        open_house_list(facts=facts, owner="lead", actor="lead")


def test_a_key_is_opened_once(opened: Opened) -> None:
    opened()
    with pytest.raises(CorrectTheData, match="is open already"):
        opened()


def test_the_trail_counts_and_never_tells_what_stands_on_a_list(opened: Opened) -> None:
    house_list = opened("house-plants", FILE, "Plant")
    hide_from(house_list=house_list, group=Group.objects.get(name="Plant"), actor="lead")
    events = AuditEvent.objects.filter(target_kind="house_list").order_by("sequence")
    verbs = ["open_house_list", "bring_house_list", "show_house_list", "hide_house_list"]
    assert [event.verb for event in events] == verbs
    assert {event.target_key for event in events} == {str(house_list.pk)}
    said = "".join(AuditPayload.objects.filter(event__in=events).values_list("body", flat=True))
    for secret in ("house-plants", "Title", "caffeine", "Caffeine", "58-08-2", "Quuxolan", "plant,", "asked for"):
        assert secret not in said
    counted = json.loads(AuditPayload.objects.get(event__verb="bring_house_list").body)
    assert counted.keys() == {"added", "changed", "removed", "entries", "sha256"}
    assert not list(broken_links())


def test_no_verb_takes_the_clock_of_the_law(opened: Opened) -> None:
    before = LawTick.objects.count()
    show_to(house_list=opened(), group=Group.objects.create(name="Plant"), actor="lead")
    assert LawTick.objects.count() == before


def test_the_command_opens_brings_shows_and_hides(tmp_path: Path, officer: User) -> None:
    path = tmp_path / "plants.csv"
    path.write_bytes(FILE)

    def said(*words: str) -> str:
        out = StringIO()
        call_command("house_list", *words, stdout=out)
        return out.getvalue()

    assert said("list") == "No house list is open.\n"
    assert "shown to nobody" in said("open", "house-plants", "Plants", "--owner", "lead")
    assert "holds 4 entries: 4 added, 0 changed, 0 removed." in said("bring", "house-plants", str(path))
    assert "shown to Officers" in said("show", "house-plants", "Officers")
    assert "4 entries" in said("list")
    assert "hidden from Officers" in said("hide", "house-plants", "Officers")
    assert said("list").endswith("shown to nobody\n")


@pytest.mark.parametrize(
    "words", [("show", "house-none", "Officers"), ("bring", "house-none", "x.csv"), ("bring", "house-plants", "x.csv")]
)
def test_the_command_says_why_not(opened: Opened, words: tuple[str, ...]) -> None:
    opened()
    with pytest.raises(CommandError):
        call_command("house_list", *words)
