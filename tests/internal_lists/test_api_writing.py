"""House lists written over HTTP: by their owners who have the right, and by nobody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from tests.api.conftest import Caller, caller
from tests.api.described import assert_described
from tests.audit.told import said_last, told_last
from tests.internal_lists.conftest import FILE, Opened
from watchlist.api.registers import internal_list_bodies
from watchlist.api.registers.internal_list_records import BroughtHouseEdition, HouseEditionChanges, HouseListRecord
from watchlist.audit.models import AuditEvent
from watchlist.internal_lists.edition_changes import facts_of
from watchlist.internal_lists.models import HouseEdition, HouseEntry, HouseList

__all__ = ["caller"]

URL = "/api/v1/house-lists/"
PLANTS = f"{URL}house-plants/"
KEEP, OPEN = "keep_house_lists", "open_house_lists"
CAFFEINE = {
    "key": "caffeine",
    "name": "Caffeine",
    "other_names": ["guaranine", "Coffein"],
    "cas": "58-08-2",
    "smiles": "Cn1cnc2c1c(=O)n(C)c(=O)n2C",
    "inchikey": None,
    "reason": "asked for by the plant",
    "note": "seen twice",
}
OTHERS = [
    {"key": "brand", "name": "Quuxolan 7", "other_names": ["QX-7", "Quuxolan base"]},
    {"key": "proline", "name": "Prolinol base", "smiles": "OC[C@@H]1CCCN1"},
    {"key": "toluidine", "name": "ortho-Toluidine", "cas": "95-53-4"},
]
ENTRIES = [CAFFEINE, *OTHERS]
"""What `FILE` says."""
WRITES: list[tuple[str, dict[str, Any]]] = [
    ("editions/", {"entries": ENTRIES}),
    ("diff/", {"entries": ENTRIES}),
    ("show/", {"group": "Plant"}),
    ("hide/", {"group": "Plant"}),
]

Member = Callable[[str], User]
pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    """Return the owner of every list that `opened` opens, who has the rights of one."""
    user = User.objects.create_user("lead")
    user.user_permissions.set(Permission.objects.filter(codename__in=[KEEP, OPEN, "view_controllist", "add_screening"]))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def owner(caller: Caller, lead: User) -> APIClient:
    return caller(lead)


def _form(content: bytes = FILE, name: str = "list.csv", **fields: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content), **fields}


def _facts(house_list: HouseList) -> list[Any]:
    return sorted(map(facts_of, HouseEntry.objects.current().filter(house_list=house_list)), key=lambda one: one.key)


def test_an_owner_opens_a_list_brings_it_shows_it_and_hides_it(owner: APIClient) -> None:
    Group.objects.create(name="Plant")
    opened = owner.post(URL, {"title": "Goods, that we do not ship!", "kind": "confidential"})
    assert opened.status_code == 201
    assert_described(HouseListRecord(), opened.json(), "list")
    key = opened.json()["key"]
    assert key.startswith("house-goods-that-we-do-not-ship-")
    assert opened.json() == {**opened.json(), "owner": "lead", "readers": [], "edition": None, "kind": "confidential"}
    place = opened["Location"]
    brought = owner.post(f"{place}editions/", {"entries": ENTRIES})
    assert brought.status_code == 201
    assert_described(BroughtHouseEdition(), brought.json(), "edition")
    assert (brought.json()["added"], brought.json()["brought_by"]) == (4, "lead")
    assert owner.post(f"{place}show/", {"group": "Plant"}).json()["readers"] == ["Plant"]
    assert owner.post(f"{place}hide/", {"group": "Plant"}).json()["readers"] == []
    verbs = ["open_house_list", "bring_house_list", "show_house_list", "hide_house_list"]
    events = AuditEvent.objects.filter(target_kind="house_list").order_by("sequence")
    assert [(event.verb, event.actor) for event in events] == [(verb, "lead") for verb in verbs]
    assert [item["key"] for item in owner.get(URL).json()["items"]] == [key]
    assert [item["name"] for item in owner.get(brought["Location"]).json()["items"]][:2] == ["Quuxolan 7", "Caffeine"]


def test_a_file_and_entries_say_the_same_as_the_command_reads(owner: APIClient, opened: Opened) -> None:
    by_command = _facts(opened())
    by_file, by_body = (owner.post(URL, {"title": title})["Location"] for title in ("File", "Body"))
    assert owner.post(f"{by_file}editions/", _form(), format="multipart").status_code == 201
    assert owner.post(f"{by_body}editions/", {"entries": ENTRIES}).status_code == 201
    for place in (by_file, by_body):
        assert _facts(HouseList.objects.get(key=place.split("/")[-2])) == by_command


@pytest.mark.parametrize(
    ("entries", "added", "changed", "removed"),
    [
        (ENTRIES, [], [], []),
        ([{**CAFFEINE, "note": "seen thrice"}, *OTHERS], [], [("caffeine", ["note"])], []),
        (
            [{**CAFFEINE, "smiles": "CCO", "cas": None}, *OTHERS[:2], {"key": "new", "name": "New"}],
            ["new"],
            [("caffeine", ["cas", "smiles", "inchikey", "structure"])],
            ["toluidine"],
        ),
    ],
)
def test_what_a_file_would_change_is_what_it_changes(
    owner: APIClient, opened: Opened, entries: Any, added: Any, changed: Any, removed: Any
) -> None:
    house_list = opened()
    told = owner.post(f"{PLANTS}diff/", {"entries": entries}).json()
    assert_described(HouseEditionChanges(), told, "changes")
    assert (told["added"], told["removed"], told["shrinks"]) == (added, removed, False)
    assert [(one["key"], one["fields"]) for one in told["changed"]] == changed
    assert told_last() == ("lead", "read_house_list", "house_list", str(house_list.pk))
    assert said_last()["entries"] == len(changed) + len(removed)
    assert HouseEdition.objects.count() == 1
    brought = owner.post(f"{PLANTS}editions/", {"entries": entries}).json()
    assert {name: brought[name] for name in ("added", "changed", "removed")} == {
        name: told[f"{name}_in_all"] for name in ("added", "changed", "removed")
    }
    assert brought["entries"] == told["entries"]
    assert brought["sha256"] == told["sha256"]


def test_what_loses_more_than_half_is_brought_only_by_who_says_so(owner: APIClient, opened: Opened) -> None:
    opened()
    assert owner.post(f"{PLANTS}diff/", {"entries": [CAFFEINE]}).json()["shrinks"] is True
    refused = owner.post(f"{PLANTS}editions/", {"entries": [CAFFEINE]})
    assert (refused.status_code, refused.json()["type"]) == (409, "/api/v1/problems/confirm-the-shrinking/")
    assert HouseEntry.objects.current().count() == 4
    assert owner.post(f"{PLANTS}editions/", {"entries": [CAFFEINE], "shrink": True}).json()["removed"] == 3
    assert owner.post(f"{PLANTS}editions/", _form(b"key,name\n", shrink="true"), format="multipart").status_code == 201


def test_what_was_brought_last_is_not_brought_again_by_key_or_without(owner: APIClient, opened: Opened) -> None:
    opened()
    changed = {"entries": [{**CAFFEINE, "note": ""}, *OTHERS]}
    first, again = (owner.post(f"{PLANTS}editions/", changed, headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert (first.status_code, again.status_code, again["Idempotent-Replayed"]) == (201, 201, "true")
    assert first.content == again.content
    third = owner.post(f"{PLANTS}editions/", changed)
    assert (third.status_code, third.json()["id"]) == (200, first.json()["id"])
    rows = owner.get(f"{PLANTS}editions/").json()["items"]
    assert [row["id"] for row in rows] == [str(one.pk) for one in HouseEdition.objects.order_by("-recorded_at")]
    notes = [
        {item["key"]: item["note"] for item in owner.get(f"{PLANTS}editions/{row['id']}/").json()["items"]}["caffeine"]
        for row in rows
    ]
    assert notes == [None, "seen twice"]


@pytest.mark.parametrize(
    ("entries", "status", "pointer"),
    [
        ([{"key": "a"}], 400, "#/entries/0/name"),
        ([{"key": "a", "name": "A", "colour": "red"}], 400, "#/entries/0/colour"),
        ([{"key": "a", "name": ["A"]}], 400, "#/entries/0/name"),
        ([{"key": "a", "name": "A\u0000"}], 400, "#/entries/0/name"),
        ([CAFFEINE, {"key": "a", "name": "A", "cas": "58-08-3"}], 422, "#/entries/1"),
        ([CAFFEINE, {"key": "A b", "name": "A"}], 422, "#/entries/1"),
        ([CAFFEINE, *OTHERS, CAFFEINE], 422, "#/entries/4"),
        ([{"key": "a", "name": "A\u2028B"}, {"key": "b", "name": "B", "smiles": "C1CC"}], 422, "#/entries/1"),
    ],
)
def test_an_entry_that_breaks_a_rule_is_pointed_at(
    owner: APIClient, opened: Opened, entries: Any, status: int, pointer: str
) -> None:
    opened()
    for verb in ("editions/", "diff/"):
        refused = owner.post(f"{PLANTS}{verb}", {"entries": entries})
        assert (refused.status_code, [one["pointer"] for one in refused.json()["errors"]]) == (status, [pointer])
    assert HouseEdition.objects.count() == 1


@pytest.mark.parametrize(
    ("form", "status", "kind"),
    [
        (_form(b"key,name\nA b,A\n"), 422, "entries-refused"),
        (_form(b"key,colour\n"), 422, "file-not-read"),
        (_form(b"\xff"), 422, "file-not-read"),
        (_form(name="list.xlsx"), 422, "file-not-read"),
        (_form(b""), 400, "request-not-valid"),
        ({"file": [SimpleUploadedFile("a.csv", FILE), SimpleUploadedFile("b.csv", FILE)]}, 400, "request-not-valid"),
        ({"file": "no file"}, 400, "request-not-valid"),
    ],
)
def test_a_file_that_is_not_read_is_refused(
    owner: APIClient, opened: Opened, form: dict[str, Any], status: int, kind: str
) -> None:
    opened()
    refused = owner.post(f"{PLANTS}editions/", form, format="multipart")
    assert (refused.status_code, refused.json()["type"]) == (status, f"/api/v1/problems/{kind}/")
    assert HouseEdition.objects.count() == 1


@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "k"}])
def test_a_file_has_the_bounds_of_the_command(
    owner: APIClient, opened: Opened, key: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()
    monkeypatch.setattr(internal_list_bodies, "LARGEST_FILE", 100)
    monkeypatch.setattr(internal_list_bodies, "FORM_AROUND", 100)
    refused = owner.post(f"{PLANTS}editions/", _form(), format="multipart", headers=key)
    assert (refused.status_code, refused.json()["type"]) == (413, "/api/v1/problems/body-too-large/")


@pytest.mark.parametrize(("verb", "body"), WRITES)
def test_who_is_shown_a_list_does_not_write_it(
    caller: Caller, opened: Opened, reader_of: Member, verb: str, body: dict[str, Any]
) -> None:
    opened("house-plants", FILE, "Plant")
    reader = reader_of("Plant")
    reader.user_permissions.add(Permission.objects.get(codename=KEEP))
    refused = caller(User.objects.get(pk=reader.pk)).post(f"{PLANTS}{verb}", body)
    assert (refused.status_code, refused.json()["type"]) == (403, "/api/v1/problems/not-allowed/")


@pytest.mark.parametrize(("verb", "body"), WRITES)
def test_who_owns_a_list_and_has_not_the_right_has_nothing(
    caller: Caller, opened: Opened, lead: User, verb: str, body: dict[str, Any]
) -> None:
    opened()
    lead.user_permissions.remove(Permission.objects.get(codename=KEEP))
    client = caller(User.objects.get(pk=lead.pk), "read_lists", KEEP)
    assert client.post(f"{PLANTS}{verb}", body).json()["type"] == "/api/v1/problems/scope-missing/"
    assert client.get(PLANTS).status_code == 404
    assert client.get(URL).json() == {"items": []}


def test_to_open_a_list_takes_a_right_of_its_own(caller: Caller, lead: User) -> None:
    lead.user_permissions.remove(Permission.objects.get(codename=OPEN))
    refused = caller(User.objects.get(pk=lead.pk)).post(URL, {"title": "Mine"})
    assert (refused.status_code, refused.json()["type"]) == (403, "/api/v1/problems/scope-missing/")
    assert not HouseList.objects.exists()


def test_a_group_that_is_none_is_pointed_at(owner: APIClient, opened: Opened) -> None:
    opened()
    for verb in ("show/", "hide/"):
        refused = owner.post(f"{PLANTS}{verb}", {"group": "None"})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "#/group")


def test_an_answer_kept_for_a_key_is_for_who_owns_the_list_still(owner: APIClient, opened: Opened, lead: User) -> None:
    opened()
    Group.objects.create(name="Plant")
    sent = {"path": f"{PLANTS}show/", "data": {"group": "Plant"}, "headers": {"Idempotency-Key": "k"}}
    assert owner.post(**sent).status_code == 200
    User.objects.filter(pk=lead.pk).update(username="another")
    assert owner.post(**sent).content == owner.post(f"{URL}house-none/show/", {"group": "Plant"}).content


@pytest.mark.usefixtures("law")
def test_what_one_owns_is_laid_over_an_answer_only_where_one_is_shown_it(
    owner: APIClient, opened: Opened, lead: User
) -> None:
    opened("house-plants", FILE, "Plant")
    asked = {"lines": [{"name": "Quuxolan 7"}], "jurisdictions": ["UN"]}
    assert "house-plants" not in json.dumps(owner.post("/api/v1/screenings/", asked).json())
    lead.groups.add(Group.objects.get(name="Plant"))
    assert "house-plants" in json.dumps(owner.post("/api/v1/screenings/", asked).json())
