"""The pages of change sets: who reads them, what they say, and that each act on them is a verb."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.list_updates.proposals import addition, amendment, by_hand, changes_of, correction, removal, small_law
from tests.web.curation import HOSTILE, first_of, machines, row
from tests.web.test_pages import NEVER
from watchlist.list_updates.applying import apply
from watchlist.list_updates.approval import approve, claim_review, reject
from watchlist.list_updates.change_models import Application, ChangeComment, ChangeSet, Decision, Revision
from watchlist.list_updates.change_set_status import status_of
from watchlist.screenings.rescreen.starting import start_rescreens

LIST = reverse("curation:change_sets")
SOON = datetime.now(UTC).date() + timedelta(days=40)


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


def place(change_set: ChangeSet) -> str:
    return reverse("curation:change_set", args=[change_set.pk])


def page(desk: Client, change_set: ChangeSet) -> str:
    return desk.get(place(change_set)).content.decode()


def act(desk: Client, change_set: ChangeSet, verb: str, **said: Any) -> str:
    """Post an act, and return the page to which it leads."""
    return desk.post(reverse(f"curation:{verb}", args=[change_set.pk]), said, follow=True).content.decode()


def bar(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text.partition('class="bar"')[2]).split())


def messages(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def places(change_set: ChangeSet) -> list[str]:
    change = first_of(change_set)
    acts = ("take_up", "decide", "comment", "effect")
    return [
        LIST,
        place(change_set),
        reverse("curation:new"),
        reverse("curation:edit", args=[change.pk]),
        *(reverse(f"curation:{verb}", args=[change_set.pk]) for verb in acts),
    ]


def test_an_outsider_is_shown_the_log_in_and_an_officer_nothing(client: Client, outsider: User, officer: User) -> None:
    change_set = machines(addition())
    for somebody in (None, outsider):
        client.logout()
        if somebody:
            client.force_login(somebody)
        for one in places(change_set):
            assert client.post(one)["Location"].startswith("/admin/login/"), one
    client.force_login(officer)
    for one in places(change_set)[:4]:
        assert client.get(one).status_code == 403, one
    for one in places(change_set)[4:]:
        assert client.post(one).status_code == 403, one
    assert not Decision.objects.exists()


def test_who_may_not_read_change_sets_is_not_led_to_them(client: Client, officer: User, curator: User) -> None:
    for person, led in ((officer, False), (curator, True)):
        client.force_login(person)
        assert (LIST in client.get("/admin/").content.decode()) is led


def test_what_needs_attention_comes_first_by_shape_and_word(desk: Client, curator: User) -> None:
    loud = machines(addition(), title="Loud", gates="The list lost half of its rows.")
    hand = by_hand(curator, amendment())
    text = desk.get(LIST).content.decode()
    assert text.index("Loud") < text.index("A change")
    assert re.search(r'<use href="#g-review"/></svg>\s*Needs attention', text)
    assert "Waits for a second person" in text
    assert "proposed by curator" in text
    assert [one.row.pk for one in desk.get(LIST).context["sets"]] == [loud.pk, hand.pk]
    assert [one.row.pk for one in desk.get(LIST, {"source": "xx-list"}).context["sets"]] == [loud.pk]


def test_a_longer_list_takes_no_more_queries(desk: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(5):
        machines(addition(), amendment())
    with django_assert_max_num_queries(16):
        desk.get(LIST)


def test_a_change_stands_beside_its_source_with_what_differs(desk: Client) -> None:
    rows = {"row_before": row("P2P"), "row_after": row("P2P and its salts")}
    drawn = replace(amendment(SOON), **rows, place="Schedule, item 11")
    text = page(desk, machines(drawn))
    assert "<ins> and its salts</ins>" in text.partition("What the source prints")[2]
    assert re.search(r"Wording</th>.*?<ins> and its salts</ins>", text, re.DOTALL)
    assert "Schedule, item 11" in text
    assert f"Announced: from {SOON.day} " in text
    assert 'role="img" aria-label="Structure of P2P"' in text


def test_what_is_law_already_is_not_called_announced(desk: Client) -> None:
    text = page(desk, machines(addition(date(2026, 1, 1)), removal(date(2026, 1, 1)), correction()))
    assert "In force since 1 Jan 2026" in text
    assert "Announced" not in text
    assert "First day without it" in text
    assert re.search(r"Number</th>\s*<td[^>]*>\s*<bdi><del>11</del>.*?<ins>21</ins>", text, re.DOTALL)


def test_the_gates_are_loudest_and_who_goes_on_says_why(desk: Client, curator: User) -> None:
    change_set = machines(addition(), gates="The list lost half of its rows.")
    assert "The list lost half of its rows." in page(desk, change_set).partition("Read this before")[2]
    assert "say why" in messages(act(desk, change_set, "take_up", note=" "))
    assert status_of(change_set).revision.number == 0
    text = act(desk, change_set, "take_up", note="Half of it moved to the other list.")
    assert "You proposed this; another curator must approve." in bar(text)
    assert "Half of it moved to the other list." in text
    assert status_of(change_set).revision.proposed_by == curator


def test_nobody_approves_what_he_proposed(desk: Client, curator: User) -> None:
    change_set = machines(addition())
    claim_review(change_set=change_set, actor=curator)
    text = page(desk, change_set)
    assert 'value="approve"' not in text
    assert 'value="reject"' not in text
    text = act(desk, change_set, "decide", word="approve", change=first_of(change_set).pk)
    assert "another person must decide" in messages(text)
    assert not Decision.objects.exists()


def test_another_approves_at_once_what_is_certain_and_the_rest_one_by_one(desk: Client, second: User) -> None:
    change_set = machines(addition(), amendment(), replace(removal(), doubt="the number 11 bore P2P until now"))
    claim_review(change_set=change_set, actor=second)
    text = page(desk, change_set)
    assert "Proposed by second-curator" in bar(text)
    assert "1 not certain, decided one by one" in bar(text)
    assert "Approve 2" in bar(text)
    chosen = re.findall(r'name="change" value="(\d+)"', text.partition('class="bar"')[2])
    text = act(desk, change_set, "decide", word="approve", change=chosen)
    assert "2 changes accepted." in messages(text)
    assert "2 of 3 decided" in bar(text)
    assert Decision.objects.filter(accepted=True).count() == 2


def test_a_rejection_keeps_its_reason_and_who_said_it(desk: Client, second: User) -> None:
    change_set = machines(addition())
    claim_review(change_set=change_set, actor=second)
    change = first_of(change_set)
    assert "says why" in messages(act(desk, change_set, "decide", word="reject", change=change.pk))
    text = act(desk, change_set, "decide", word="reject", change=change.pk, reason=f"A slip. {HOSTILE}")
    assert re.search(r"Rejected</b>\s+by curator, .*:\s+“<bdi>A slip. &lt;script&gt;alert", text)
    assert "[U+202E]" in text
    assert status_of(change_set).rejected == 1


def test_a_change_of_another_set_is_none_of_this_page(desk: Client, second: User) -> None:
    ours, other = machines(addition()), by_hand(second, amendment())
    for said in ({"word": "approve", "change": first_of(other).pk}, {"word": "approve", "change": "x"}, {"word": "?"}):
        assert desk.post(reverse("curation:decide", args=[ours.pk]), said).status_code == 404
    assert not Decision.objects.exists()


def test_what_cannot_be_written_says_so_and_is_not_offered(desk: Client, second: User) -> None:
    change_set = machines(replace(addition(), after={**(addition().after or {}), "substance": ""}))
    claim_review(change_set=change_set, actor=second)
    text = page(desk, change_set)
    assert "It cannot be written so." in text
    assert "No held substance bears this name" in text
    assert 'value="approve"' not in text


def test_a_remark_stays_with_its_change(desk: Client) -> None:
    change_set = machines(addition(), amendment())
    change = changes_of(change_set)[1]
    text = act(desk, change_set, "comment", text="Is it so in the other language?", change=change.pk)
    assert "Is it so in the other language?" in text.partition('id="c1"')[2].partition("</article>")[0]
    act(desk, change_set, "comment", text="Read whole.")
    assert list(ChangeComment.objects.values_list("change", "text")) == [
        (change.pk, "Is it so in the other language?"),
        (None, "Read whole."),
    ]


def test_hostile_text_is_text(desk: Client) -> None:
    change_set = machines(
        replace(addition(), name=HOSTILE, doubt=HOSTILE, row_after=row(HOSTILE), place=HOSTILE),
        title=HOSTILE,
        notes=HOSTILE,
    )
    for text in (page(desk, change_set), desk.get(LIST).content.decode()):
        assert "<script>alert" not in text
    shown = page(desk, change_set)
    assert not re.search(r'<[^>]* on\w+="', shown.split('<div class="wl">')[-1])


def test_what_was_applied_can_be_taken_back_by_a_correction(desk: Client, curator: User, second: User) -> None:
    change_set = by_hand(second, addition())
    approve(changes=changes_of(change_set), actor=curator)
    apply(change_set=change_set, actor="apply_due")
    assert "Written into the law" in page(desk, change_set)
    back = reverse("curation:roll_back", args=[Application.objects.get().pk])
    assert "says why" in messages(desk.post(back, {"reason": ""}, follow=True).content.decode())
    text = desk.post(back, {"reason": "Another act was read."}, follow=True).content.decode()
    assert "You proposed this; another curator must approve." in bar(text)
    assert "withdrawn: it never was so" in text
    made = ChangeSet.objects.latest("opened_at")
    assert [change.kind for change in changes_of(made)] == ["correct"]


def test_what_was_left_out_before_is_told(desk: Client) -> None:
    told = "“Toluene” was rejected on 3 Jun 2026 by second-curator: a slip."
    assert told in page(desk, machines(addition(), notes=told))


def test_an_overtaken_set_is_read_and_not_decided(desk: Client, second: User) -> None:
    old = machines(addition(), title="Old")
    claim_review(change_set=old, actor=second)
    machines(addition(), title="New")
    text = page(desk, old)
    assert "A later edition of this source was read" in text
    assert 'value="approve"' not in text
    assert 'class="bar"' not in text


def test_the_effect_is_worked_out_when_it_is_asked_for(desk: Client) -> None:
    change_set = machines(addition())
    assert "not worked out yet" in page(desk, change_set)
    assert "0 stored lines would become controlled." in act(desk, change_set, "effect")
    assert status_of(change_set).state == "proposed"


def test_an_effect_leaves_out_what_cannot_be_written(desk: Client) -> None:
    change_set = machines(replace(addition(), after={**(addition().after or {}), "substance": ""}))
    text = act(desk, change_set, "effect")
    assert "Left out: 1 change that cannot be written as it stands." in text


def test_a_form_of_another_site_is_refused(curator: User) -> None:
    strict, change_set = Client(enforce_csrf_checks=True), machines(addition())
    strict.force_login(curator)
    for verb in ("take_up", "decide", "comment", "effect"):
        assert strict.post(reverse(f"curation:{verb}", args=[change_set.pk])).status_code == 403
    assert Revision.objects.count() == 1


def test_acts_are_only_posted(desk: Client) -> None:
    change_set = machines(addition())
    for verb in ("take_up", "decide", "comment", "effect"):
        assert desk.get(reverse(f"curation:{verb}", args=[change_set.pk])).status_code == 405


def test_the_front_page_says_what_waits_for_whom(desk: Client, curator: User, second: User) -> None:
    mine, others = machines(addition()), by_hand(curator, amendment())
    reject(changes=changes_of(by_hand(curator, removal())), actor=second, reason="not so")
    box = desk.get("/admin/").context["curation"]
    assert [one.row.pk for one in box["mine"]] == [mine.pk]
    assert [one.row.pk for one in box["others"]] == [others.pk]


def test_the_pages_never_say_what_no_answer_says(desk: Client, curator: User) -> None:
    change_set = machines(addition(), amendment(), removal(), correction(), gates="One gate.")
    for text in (page(desk, change_set), desk.get(LIST).content.decode()):
        body = re.sub(r"<[^>]*>", " ", text.split('<div class="wl">')[-1])
        assert not NEVER.search(body)


def test_a_law_that_was_changed_since_gives_no_effect_and_says_so(desk: Client, curator: User, second: User) -> None:
    stale = machines(amendment(date(2026, 3, 1)))
    change_set = by_hand(second, correction())
    approve(changes=changes_of(change_set), actor=curator)
    apply(change_set=change_set, actor="apply_due")
    assert "The effect cannot be worked out: " in act(desk, stale, "effect")
    assert "changed since" in act(desk, stale, "effect")


def test_an_end_is_not_called_a_beginning(desk: Client) -> None:
    text = page(desk, machines(removal(date(2026, 1, 1)), removal(SOON)))
    assert "Ended on 1 Jan 2026" in text
    assert f"Announced: ends on {SOON.day} " in text


def test_who_reads_reasons_is_led_to_what_was_looked_back_on(
    desk: Client, curator: User, second: User, superuser: User
) -> None:
    change_set = by_hand(second, addition())
    approve(changes=changes_of(change_set), actor=curator)
    apply(change_set=change_set, actor="apply_due")
    (job,) = start_rescreens()
    led = reverse("admin:watchlist_rescreen_change", args=[job.rescreen.pk])
    assert led not in page(desk, change_set)
    desk.force_login(superuser)
    assert led in page(desk, change_set)
