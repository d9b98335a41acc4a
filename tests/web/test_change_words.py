"""What a curator types of a change: looked up, read strictly, kept as his proposal beside the machine's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.law_store.law import LIST
from tests.list_updates.proposals import addition, amendment, changes_of, correction, removal, small_law
from tests.web.curation import first_of, machines, source
from watchlist.audit.models import AuditEvent
from watchlist.law_store.models import Scheduling
from watchlist.list_updates.applying import apply
from watchlist.list_updates.approval import approve, claim_review, reject
from watchlist.list_updates.change_models import Change, ChangeSet
from watchlist.list_updates.change_set_status import status_of
from watchlist.list_updates.desk import open_task
from watchlist.list_updates.drafting import parse_payload
from watchlist.substances.models import Identifier
from watchlist.web.curation.change_fields import WordsField

NEW = reverse("curation:new")
UNNAMED = {"who-substance": ""}
DESCRIBED = {
    **UNNAMED,
    "new-key": "acetone",
    "new-name": "Acetone",
    "new-kind": "substance",
    "new-smiles": "CC(C)=O",
    "new-cas": "67 64 1",
    "new-names": "2-Propanone",
    "new-confidence": "reported",
    "law-printed_name": "Acetone",
    "law-wording": "Acetone",
}
AN_ACT = {
    "law-instrument": "",
    "act-key": "xx-act-2",
    "act-authority": "xx-house",
    "act-kind": "act",
    "act-title": "The Second Act",
    "act-citation": "Act 2",
    "act-confidence": "reported",
}


@pytest.fixture(autouse=True)
def _law(db: None) -> None:
    small_law()


@pytest.fixture
def second(person: Callable[..., User]) -> User:
    return person("second-curator", "Curators")


@pytest.fixture
def desk(client: Client, curator: User) -> Client:
    """Return the browser of a curator."""
    client.force_login(curator)
    return client


def fields(forms: Any) -> Iterator[tuple[str, Any]]:
    """Yield what the inputs of a page hold, as a browser would send it back."""
    of_listings = [form for listing in forms.listings for form in (listing.facts, *listing.conditions)]
    for form in (forms.entry, forms.who, forms.described, forms.ending, forms.act, *of_listings):
        for field in form or ():
            choices = getattr(field.field, "choices", None)
            is_ticked = isinstance(field.field, WordsField)
            value = field.value() or ("" if is_ticked or not choices else next(iter(choices))[0])
            yield from () if is_ticked and not value else ((field.html_name, value),)
    for listing in forms.listings:
        count = listing.conditions.management_form
        yield from ((field.html_name, field.value()) for field in count)


def edit_place(change: Change) -> str:
    return reverse("curation:edit", args=[change.pk])


def edited(desk: Client, change: Change, **others: Any) -> Any:
    """Post a change as its page has it, with what is typed otherwise, and follow where that leads."""
    shown = dict(fields(desk.get(edit_place(change)).context["forms"]))
    return desk.post(edit_place(change), {**shown, "note": "read again", **others}, follow=True)


def said(change_set: ChangeSet) -> dict[str, Any]:
    return dict(parse_payload(first_of(change_set).after) or {})


def test_an_edit_is_its_editors_proposal_and_the_machines_stands_beside_it(desk: Client, curator: User) -> None:
    change_set = machines(amendment())
    text = edited(desk, first_of(change_set), **{"law-reach": ["salts", "esters"]}).content.decode()
    assert machines_word(change_set) | {"reach": "salts esters"} == {
        name: value for name, value in said(change_set).items() if value
    }
    assert status_of(change_set).revision.proposed_by == curator
    assert "<ins>, esters</ins>" in text.partition("The machine's proposal")[2]
    assert "You proposed this; another curator must approve." in text


def machines_word(change_set: ChangeSet) -> dict[str, Any]:
    return dict(parse_payload(Change.objects.get(revision__change_set=change_set, revision__number=0).after) or {})


@pytest.mark.parametrize("draft", [addition, amendment, removal, correction], ids=lambda draft: draft.__name__)
def test_what_is_sent_back_as_it_was_says_the_same(desk: Client, draft: Callable[[], Any]) -> None:
    change_set = machines(draft())
    edited(desk, first_of(change_set))
    assert status_of(change_set).revision.number == 1
    before, now = machines_word(change_set), said(change_set)
    assert {name: value for name, value in now.items() if name in before} == before
    assert not any(now[name] for name in now.keys() - before.keys())


@pytest.mark.parametrize("typed", ["toluene", "108-88-3", "Toluene"])
def test_a_substance_is_found_by_its_key_its_number_or_its_name(desk: Client, typed: str) -> None:
    change_set = machines(replace(addition(), after={**(addition().after or {}), "substance": ""}))
    edited(desk, first_of(change_set), **{"who-substance": typed})
    assert said(change_set)["substance"] == "toluene"
    assert first_of(change_set).entries == f"{LIST.key}/toluene"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"who-substance": "tolu"}, "“tolu” is no substance that is held; there is toluene."),
        ({"who-substance": "unobtainium"}, "“unobtainium” is no substance that is held: describe it below."),
        ({"law-printed_name": ""}, "Printed name: This field is required."),
        ({"law-valid_from": "31/01/2026"}, "In force from: Enter a valid date."),
        ({"law-instrument": "Act 99"}, "“Act 99” is no act that is held: describe it below."),
        ({"law-excepts": "nobody"}, "“nobody” is no substance that is held"),
        ({"law-rule": "no-such-rule"}, "“no-such-rule” is no class rule that is held."),
        ({"law-reach": ["everything"]}, "everything is not one of the available choices"),
        ({"law-source": ""}, "What is confirmed says on which text it rests."),
        ({**DESCRIBED, "new-smiles": "C1CC"}, "This structure cannot be read"),
        ({**DESCRIBED, "new-cas": "67-64-2"}, "“67-64-2” is no CAS number"),
        ({**DESCRIBED, "new-cas": "108-88-3"}, "108-88-3"),
        ({**AN_ACT, "act-key": "Not A Key"}, "Key: Enter a valid"),
        ({**AN_ACT, "act-url": "javascript:alert(1)"}, "Address: Enter a valid URL."),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_and_kept_in_its_field(
    desk: Client, typed: dict[str, Any], sentence: str
) -> None:
    change_set = machines(addition())
    answer = edited(desk, first_of(change_set), **typed)
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["errors"])
    assert status_of(change_set).revision.number == 0
    name, value = next(iter(typed.items()))
    assert dict(fields(answer.context["forms"]))[name] == value


def test_a_substance_and_an_act_that_are_not_held_are_described_and_become_law(
    desk: Client, curator: User, second: User
) -> None:
    change_set = machines(addition())
    edited(desk, first_of(change_set), **DESCRIBED, **AN_ACT)
    text = desk.get(reverse("curation:change_set", args=[change_set.pk])).content.decode()
    assert "new: not held yet" in text
    approve(changes=changes_of(change_set), actor=second)
    apply(change_set=change_set, actor="apply_due")
    row = Scheduling.objects.current().get(entry__key=f"{LIST.key}/acetone")
    assert (row.printed_name, row.instrument.citation) == ("Acetone", "Act 2")
    assert Identifier.objects.filter(value="67-64-1", substance__key="acetone").exists()


def test_a_condition_is_added_and_taken_off_by_its_words(desk: Client) -> None:
    change_set = machines(amendment())
    words = {
        "law-if-0-required": "1 kg",
        "law-if-0-kind": "quantity",
        "law-if-0-effect": "triggers_duty",
        "law-if-0-limit": "1",
        "law-if-0-unit": "kg",
    }
    edited(desk, first_of(change_set), **words)
    assert [one["required"] for one in said(change_set)["conditions"]] == ["1 kg"]
    edited(desk, first_of(change_set), **{"law-if-0-required": ""})
    assert said(change_set)["conditions"] == []


def test_a_change_that_found_no_entry_is_given_one(desk: Client) -> None:
    change_set = machines(replace(amendment(), entries=(), before=None))
    edited(desk, first_of(change_set), **{"on-entry": f"{LIST.key}/p2p"})
    assert first_of(change_set).entries == f"{LIST.key}/p2p"
    assert first_of(change_set).before


def test_a_correction_withdraws_what_never_was(desk: Client) -> None:
    change_set = machines(correction())
    edited(desk, first_of(change_set), **{"law0-withdraw": "on"})
    assert list(said(change_set)["replacements"][f"{LIST.key}/p2p"].values()) == [None]


def test_what_was_decided_on_is_no_longer_edited(desk: Client, second: User, curator: User) -> None:
    change_set = machines(addition(), amendment())
    claim_review(change_set=change_set, actor=second)
    first, other = changes_of(change_set)
    reject(changes=[other], actor=curator, reason="not so")
    answer = desk.get(edit_place(first), follow=True)
    assert answer.redirect_chain
    assert "can no longer be edited" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "entry", "typed", "sort"),
    [
        ("add", "", {"who-substance": "toluene", "law-printed_name": "Toluene"}, "add"),
        ("amend", "p2p", {"law-wording": "P2P and its salts", "law-reach": ["salts"]}, "amend"),
        ("remove", "p2p", {"end-valid_until": "2027-01-01", "end-instrument": "Act 1"}, "remove"),
        ("correct", "p2p", {"law0-law_code": "21"}, "correct"),
    ],
)
def test_a_change_is_written_by_hand(
    desk: Client, curator: User, second: User, kind: str, entry: str, typed: dict[str, Any], sort: str
) -> None:
    asked = f"{NEW}?list={LIST.key}&kind={kind}" + (f"&entry={LIST.key}/{entry}" if entry else "")
    shown = dict(fields(desk.get(asked).context["forms"]))
    begins = {"law-valid_from": "2027-01-01", "law-instrument": "xx-act", "law-wording": "as printed"}
    sent = {**shown, **(begins if kind in {"add", "amend"} else {}), **typed, "title": "A new act", "note": "read"}
    answer = desk.post(asked, sent, follow=True)
    assert answer.status_code == 200, answer.context["errors"]
    made = ChangeSet.objects.get()
    assert (made.title, made.source, status_of(made).revision.proposed_by) == ("A new act", None, curator)
    assert [change.kind for change in changes_of(made)] == [sort]
    approve(changes=changes_of(made), actor=second)
    assert apply(change_set=made, actor="apply_due")
    assert AuditEvent.objects.filter(verb="open_change_set", actor="curator").count() == 1


def test_by_hand_the_list_the_kind_and_the_entry_are_asked_first(desk: Client) -> None:
    assert desk.get(NEW).context["forms"] is None
    half = desk.get(f"{NEW}?list={LIST.key}&kind=amend")
    assert half.context["forms"] is None
    assert "11 P2P" in half.content.decode()
    for strange in ("list=nothing&kind=add", f"list={LIST.key}&kind=?", f"list={LIST.key}&kind=amend&entry=x"):
        assert desk.get(f"{NEW}?{strange}").context["forms"] is None


def test_by_hand_a_fault_is_a_sentence_and_nothing_is_opened(desk: Client) -> None:
    asked = f"{NEW}?list={LIST.key}&kind=add"
    shown = dict(fields(desk.get(asked).context["forms"]))
    answer = desk.post(asked, {**shown, "law-printed_name": "Toluene", "title": "A new act"})
    assert answer.status_code == 422
    assert answer.context["errors"]
    assert not ChangeSet.objects.exists()


def test_from_a_task_the_page_is_prefilled(desk: Client) -> None:
    task = open_task(source=source(), kind="changed", subject="abc", title="The annex changed", detail="+ b")
    context = desk.get(f"{NEW}?task={task.pk}&list={LIST.key}&kind=add").context
    assert context["set_title"] == "The annex changed"
    assert "The annex changed" in context["note"]


def test_who_may_not_propose_writes_nothing(desk: Client, curator: User) -> None:
    curator.groups.get().permissions.filter(codename="propose_changes").first()
    curator.groups.get().permissions.remove(curator.groups.get().permissions.get(codename="propose_changes"))
    change_set = machines(addition(date(2026, 1, 1)))
    assert desk.get(NEW).status_code == 403
    assert desk.post(edit_place(first_of(change_set))).status_code == 403
    text = desk.get(reverse("curation:change_set", args=[change_set.pk])).content.decode()
    assert "Take up" not in text
    assert edit_place(first_of(change_set)) not in text
