"""Change sets by the API: who proposes does not decide, who has no right sees nothing, a call is done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller, Program
from tests.law_store.law import LIST
from tests.list_updates.proposals import addition, changes_of, said, small_law
from watchlist.law_store.models import Edition
from watchlist.list_updates.applying import apply_due
from watchlist.list_updates.change_models import Change, ChangeSet, Decision
from watchlist.list_updates.drafting import revise
from watchlist.list_updates.models import ListSource

PLACE = "/api/v1/change-sets/"
Person = Callable[..., User]


@pytest.fixture(autouse=True)
def _law(db: None) -> None:
    small_law()


@pytest.fixture
def second(person: Person) -> User:
    return person("second-curator", "Curators")


def after(**others: Any) -> dict[str, Any]:
    return {**said("toluene", date(2026, 3, 1)), "substance": "toluene", **others}


def body(**others: Any) -> dict[str, Any]:
    change = {"kind": "add", "list": LIST.key, "name": "Toluene", "code": "12", "after": after(**others)}
    return {"title": "Item 12", "note": "read", "changes": [change]}


def opened(client: APIClient) -> dict[str, Any]:
    """Return a change set brought by hand."""
    answer = client.post(PLACE, body())
    assert answer.status_code == 201, answer.json()
    whole: dict[str, Any] = answer.json()
    return whole


def machines(gates: str = "") -> ChangeSet:
    """Return a change set as the machine proposes it."""
    edition = Edition.objects.create(
        origin="sources/example", sha256="0" * 64, content="[]", entries=0, read_at=datetime.now(UTC)
    )
    change_set = ChangeSet.objects.create(
        source=ListSource.objects.create(key="example"),
        base=edition,
        edition=edition,
        title="A change",
        gates=gates,
        opened_at=datetime.now(UTC),
        opened_by="sources/example",
    )
    revise(change_set=change_set, number=0, drafts=[addition()], proposed_by=None)
    return change_set


def ids(whole: dict[str, Any]) -> list[int]:
    return [change["id"] for change in whole["revisions"][-1]["changes"]]


def test_one_brings_and_another_decides(caller: Caller, curator: User, second: User) -> None:
    mine, other = caller(curator), caller(second)
    whole = opened(mine)
    place = f"{PLACE}{whole['id']}/"
    assert (whole["state"], whole["proposed_by"], whole["open"]) == ("taken_up", "curator", 1)
    refused = mine.post(f"{place}decisions/", {"accept": True, "changes": ids(whole)})
    assert (refused.status_code, refused.json()["type"]) == (403, "/api/v1/problems/ask-another-person/")
    decided = other.post(f"{place}decisions/", {"accept": True, "changes": ids(whole)}).json()
    assert (decided["state"], decided["accepted"]) == ("decided", 1)
    apply_due(actor="machine")
    decision = mine.get(place).json()["revisions"][-1]["changes"][0]["decision"]
    assert decision["events"] == ["xx-list/toluene/2026-03-01/added"]
    assert decision["applied_at"]


def test_what_a_machine_proposed_is_taken_up_edited_and_rejected(caller: Caller, curator: User, second: User) -> None:
    place = f"{PLACE}{machines().pk}/"
    mine, other = caller(curator), caller(second)
    first = mine.get(place).json()
    early = other.post(f"{place}decisions/", {"accept": True, "changes": ids(first)})
    assert (early.status_code, early.json()["type"]) == (409, "/api/v1/problems/take-it-up-first/")
    taken = mine.post(f"{place}take-up/", {}).json()
    again = other.post(f"{place}take-up/", {})
    assert (again.status_code, again.json()["type"]) == (409, "/api/v1/problems/look-again/")
    edited = mine.post(f"{place}revisions/", {"change": ids(taken)[0], "after": after()}).json()
    assert [revision["proposed_by"] for revision in edited["revisions"]] == [None, "curator", "curator"]
    old = other.post(f"{place}decisions/", {"accept": True, "changes": ids(taken)})
    assert (old.status_code, old.json()["type"]) == (409, "/api/v1/problems/decide-on-the-latest/")
    silent = other.post(f"{place}decisions/", {"accept": False, "changes": ids(edited)})
    assert (silent.status_code, silent.json()["type"]) == (422, "/api/v1/problems/say-why/")
    rejected = other.post(f"{place}decisions/", {"accept": False, "changes": ids(edited), "reason": "a misprint"})
    assert (rejected.status_code, rejected.json()["state"]) == (201, "decided")


def test_where_the_gates_spoke_a_note_is_needed(caller: Caller, curator: User) -> None:
    place, mine = f"{PLACE}{machines('half is gone').pk}/take-up/", caller(curator)
    assert mine.post(place, {}).json()["type"] == "/api/v1/problems/say-why/"
    assert mine.post(place, {"note": "the list was divided"}).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "status", "kind"),
    [
        ({"reach": "sorts"}, 422, "change-not-fit"),
        ({"valid_from": "soon"}, 422, "change-not-fit"),
        ({"substance": ["toluene"]}, 422, "change-not-fit"),
        ({"note": "a\0b"}, 400, "request-not-valid"),
        ({"note": 7}, 400, "request-not-valid"),
    ],
)
def test_what_breaks_a_rule_is_refused_in_a_sentence(
    caller: Caller, curator: User, wrong: dict[str, Any], status: int, kind: str
) -> None:
    answer = caller(curator).post(PLACE, body(**wrong))
    assert (answer.status_code, answer.json()["type"]) == (status, f"/api/v1/problems/{kind}/")
    assert not ChangeSet.objects.exists()


def test_a_change_of_another_set_is_not_decided_here(caller: Caller, curator: User, second: User) -> None:
    mine = caller(curator)
    whole, other = opened(mine), machines()
    place = f"{PLACE}{whole['id']}/"
    for verb, sent in (
        ("decisions", {"accept": True, "changes": [changes_of(other)[0].pk]}),
        ("revisions", {"change": changes_of(other)[0].pk, "after": after()}),
        ("comments", {"text": "x", "change": changes_of(other)[0].pk}),
    ):
        answer = caller(second).post(f"{place}{verb}/", sent)
        assert (answer.status_code, answer.json()["type"]) == (400, "/api/v1/problems/request-not-valid/")


def test_a_comment_stands_beside_the_set(caller: Caller, curator: User, second: User) -> None:
    whole = opened(caller(curator))
    place = f"{PLACE}{whole['id']}/comments/"
    told = caller(second, "approve_changes").post(place, {"text": "item 12, and no other", "change": ids(whole)[0]})
    (comment,) = told.json()["comments"]
    assert (comment["author"], comment["change"]) == ("second-curator", ids(whole)[0])


def test_sets_are_listed_by_state_and_source(caller: Caller, curator: User) -> None:
    mine = caller(curator)
    whole, machine = opened(mine), machines("half is gone")
    listed = {
        query: [row["id"] for row in mine.get(PLACE + query).json()["items"]]
        for query in ("", "?state=needs_attention", "?state=taken_up", "?source=example", "?state=applied")
    }
    assert listed == {
        "": [str(machine.pk), whole["id"]],
        "?state=needs_attention": [str(machine.pk)],
        "?state=taken_up": [whole["id"]],
        "?source=example": [str(machine.pk)],
        "?state=applied": [],
    }
    assert mine.get(f"{PLACE}?state=unknown").status_code == 400
    first = mine.get(f"{PLACE}?limit=1").json()
    assert [row["id"] for row in mine.get(first["next"]).json()["items"]] == [whole["id"]]


def test_a_call_is_carried_out_once_for_its_key(caller: Caller, curator: User, second: User) -> None:
    whole = opened(caller(curator))
    place, sent = f"{PLACE}{whole['id']}/decisions/", {"accept": True, "changes": ids(whole)}
    other = caller(second)
    answers = [other.post(place, sent, headers={"Idempotency-Key": "a-key"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    assert Decision.objects.count() == 1


def calls(client: APIClient, change_set: str, change: int) -> list[int]:
    """Return the statuses of every call on a change set."""
    place = f"{PLACE}{change_set}/"
    return [
        client.get(PLACE).status_code,
        client.get(place).status_code,
        client.post(PLACE, body()).status_code,
        client.post(f"{place}take-up/", {}).status_code,
        client.post(f"{place}revisions/", {"change": change, "after": after()}).status_code,
        client.post(f"{place}decisions/", {"accept": True, "changes": [change]}).status_code,
        client.post(f"{place}comments/", {"text": "x"}).status_code,
    ]


def test_who_is_no_curator_learns_and_does_nothing(
    caller: Caller, curator: User, officer: User, outsider: User
) -> None:
    whole = opened(caller(curator))
    (change,) = ids(whole)
    for client, status in (
        (Program(), 401),
        (caller(outsider), 403),
        (caller(officer), 403),
        (caller(curator, "read_lists"), 403),
    ):
        assert calls(client, whole["id"], change) == [status] * 7
    assert (ChangeSet.objects.count(), Change.objects.count(), Decision.objects.count()) == (1, 1, 0)


def test_a_scope_does_what_it_says_and_no_more(caller: Caller, curator: User, second: User) -> None:
    whole = opened(caller(curator))
    proposing, approving = caller(second, "propose_changes"), caller(second, "approve_changes")
    (change,) = ids(whole)
    place = f"{PLACE}{whole['id']}/"
    assert proposing.post(f"{place}decisions/", {"accept": True, "changes": [change]}).status_code == 403
    assert approving.post(PLACE, body()).status_code == 403
    assert [client.get(place).status_code for client in (proposing, approving)] == [200, 200]


def test_a_set_that_is_not_held_is_not_found(caller: Caller, curator: User) -> None:
    nowhere = "00000000-0000-4000-8000-000000000000"
    client = caller(curator)
    assert client.get(f"{PLACE}{nowhere}/").status_code == 404
    assert client.post(f"{PLACE}{nowhere}/take-up/", {}).status_code == 404
