"""The pages of suppressions and determinations: asked for, answered, listed by state, withdrawn; each to its right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.screenings.suppressions.laid_down import (
    CONFLICT,
    GUESSED,
    NOTE,
    TABLETS,
    answered,
    determined,
    first,
    in_days,
    records_of,
    stored,
    suppressed,
)
from tests.screenings.suppressions.test_determining import DRUG_PRODUCT, EXPORT, US, position_of
from watchlist.screenings.suppressions import state as states, suppressing
from watchlist.screenings.suppressions.models import Determination, Suppression
from watchlist.web.registers import ruling_pages as ruling_list

pytestmark = pytest.mark.usefixtures("law")


def as_(user: User) -> Client:
    """Return the browser of a person."""
    client = Client()
    client.force_login(user)
    return client


def text_of(answer: Any) -> str:
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_from_a_finding_to_what_two_officers_set_aside(officer: User, second_officer: User) -> None:
    asking = f"{reverse('suppressions:ask')}?line={stored(GUESSED).pk}&finding=0"
    page = text_of(as_(officer).get(asking))
    assert "It never sets aside a sure finding of law, nor a controlled drug." in page
    sent = as_(officer).post(asking, {"until": in_days(30).isoformat(), "note": NOTE})
    row = Suppression.objects.get()
    assert sent.url == reverse("suppressions:one", args=[row.pk])
    own = text_of(as_(officer).get(sent.url))
    assert "You asked for this: another officer answers." in own
    assert "Your answer" not in own
    second = text_of(as_(second_officer).get(sent.url))
    assert second.index("What was found") < second.index(NOTE) < second.index("Your answer")
    as_(second_officer).post(reverse("suppressions:answer", args=[row.pk]), {"answer": "agree"})
    assert len(answered(GUESSED)[0]["suppressed"]) == 1
    as_(officer).post(reverse("suppressions:withdraw", args=[row.pk]), {"note": "Another supplier."})
    assert answered(GUESSED)[0]["suppressed"] == []
    assert "Another supplier." in text_of(as_(officer).get(sent.url))


def test_who_asked_cannot_answer_by_the_page_either(second_officer: User) -> None:
    row = suppressing.request_suppression(
        line=stored(GUESSED), position=0, until=in_days(9), note=NOTE, actor=second_officer
    )
    as_(second_officer).post(reverse("suppressions:answer", args=[row.pk]), {"answer": "agree"})
    row.refresh_from_db()
    assert row.is_waiting


@pytest.mark.parametrize("wrong", [{"until": "never"}, {"until": "2020-01-01"}, {"note": ""}])
def test_what_is_wrong_is_said_and_what_was_written_stays(officer: User, wrong: dict[str, str]) -> None:
    asking = f"{reverse('suppressions:ask')}?line={stored(CONFLICT).pk}&conflict=0"
    said = {"until": in_days(9).isoformat(), "note": "A brine.", **wrong}
    answer = as_(officer).post(asking, said)
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert said["note"] in page
    assert not Suppression.objects.exists()


def test_a_product_is_determined_by_two(officer: User, second_officer: User) -> None:
    line = stored(TABLETS, **EXPORT)
    asking = f"{reverse('suppressions:determine')}?line={line.pk}&finding={position_of(line, US)}"
    assert "lawfully under the Federal Food, Drug" in text_of(as_(officer).get(asking))
    said = {"condition": DRUG_PRODUCT, "composition": "50 mg in 1 ml.", "until": in_days(9).isoformat(), "note": "NDA."}
    sent = as_(officer).post(asking, said)
    row = Determination.objects.get()
    assert sent.url == reverse("suppressions:determination", args=[row.pk])
    assert "50 mg in 1 ml." in text_of(as_(second_officer).get(sent.url))
    as_(second_officer).post(reverse("suppressions:answer_determination", args=[row.pk]), {"answer": "agree"})
    assert "exempt" in {one["tier"] for one in answered(TABLETS, **EXPORT)[0]["findings"]}


def test_the_list_tells_each_by_where_it_stands(
    officer: User, second_officer: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    line = stored(GUESSED)
    row = suppressed(line, 0, officer, second_officer)
    suppressing.request_suppression(line=line, position=1, until=in_days(9), note=NOTE, actor=officer)
    ended = suppressed(line, 2, officer, second_officer)
    suppressing.withdraw_suppression(suppression=ended, actor=officer, note="Another supplier.")
    client, address = as_(second_officer), reverse("suppressions:list")
    for state, number in (("in_force", str(row)), ("withdrawn", str(ended)), ("waiting", "S-"), ("", str(row))):
        with django_assert_max_num_queries(25):
            page = text_of(client.get(address, {"state": state}))
        assert number in page
    assert "1 waits for you as the second officer." in text_of(client.get(address))
    assert "None stands so." in text_of(client.get(address, {"state": "void"}))


def many(row: Suppression, number: int, **said: Any) -> None:
    """Store so many rows as one that is agreed to, with what `said` says otherwise: asked for, then answered."""
    told = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    answer = {name: told.pop(name) for name in ("answer", "answered_by_id", "answered_at", "answer_note")}
    Suppression.objects.bulk_create([Suppression(**{**told, **said}) for _ in range(number)])
    Suppression.objects.waiting().update(**answer)


def listed(client: Client, state: str) -> Iterator[list[str]]:
    """Yield the numbers on each page of a state, as a reader turns them."""
    address = f"?state={state}"
    while address:
        page = client.get(f"{reverse('suppressions:list')}{address}").content.decode()
        yield re.findall(r">(S-\d+)</a>", page)
        turn = re.search(r'<a href="(\?[^"]*before=\d+)"', page)
        address = unescape(turn[1]) if turn else ""


def test_what_the_law_says_is_void_is_looked_for_some_rows_a_page(
    officer: User, second_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = suppressed(stored(GUESSED), 0, officer, second_officer)
    many(row, 2, entry_version="another")
    many(row, 5)
    many(row, 1, entry_version="another")
    monkeypatch.setattr(ruling_list, "LOOKED_AT", 4)
    monkeypatch.setattr(ruling_list, "A_PAGE", 2)
    client, numbers = as_(officer), [f"S-{row.pk + at:04d}" for at in range(9)]
    first, *last = numbers[3:8]
    assert list(listed(client, "void")) == [[numbers[8]], [numbers[2], numbers[1]], []]
    in_force = list(listed(client, "in_force"))
    assert [number for page in in_force for number in page] == [*reversed(last), first, numbers[0]]
    assert max(map(len, in_force)) == 2
    many(row, 5)
    assert next(listed(client, "void")) == []
    assert "None of these stands so." in text_of(client.get(reverse("suppressions:list"), {"state": "void"}))


@pytest.mark.parametrize("state", ["in_force", "void"])
def test_a_page_asks_the_law_of_as_many_rows_however_many_were_laid_down(
    officer: User, second_officer: User, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    row = suppressed(stored(GUESSED), 0, officer, second_officer)
    client, asked = as_(officer), list[int]()
    really = states.what_changed
    monkeypatch.setattr(ruling_list, "LOOKED_AT", 6)
    monkeypatch.setattr(ruling_list, "A_PAGE", 3)
    monkeypatch.setattr(states, "what_changed", lambda row, law: asked.append(row.pk) or really(row, law))

    def cost() -> tuple[int, int]:
        asked.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("suppressions:list"), {"state": state})
        return len(captured), len(asked)

    many(row, 9)
    cost()
    before = cost()
    many(row, 200)
    assert cost() == before
    assert before[1] <= 6 + 3


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "²"])
def test_a_place_in_the_list_that_is_none_is_passed_over(officer: User, second_officer: User, before: str) -> None:
    row = suppressed(stored(GUESSED), 0, officer, second_officer)
    page = as_(officer).get(reverse("suppressions:list"), {"state": "in_force", "before": before})
    assert str(row) in text_of(page)


PAGES = ("suppressions:list", "suppressions:determinations")


def test_an_outsider_sees_nothing_and_an_auditor_reads(
    officer: User, second_officer: User, auditor: User, person: Callable[..., User]
) -> None:
    line = stored(TABLETS, **EXPORT)
    guessed = stored(GUESSED)
    held = suppressed(guessed, 0, officer, second_officer)
    waits = suppressing.request_suppression(line=guessed, position=1, until=in_days(9), note=NOTE, actor=officer)
    of = determined(line, position_of(line, US), DRUG_PRODUCT, officer, second_officer)
    ones = [reverse("suppressions:one", args=[row.pk]) for row in (held, waits)]
    pages = [*map(reverse, PAGES), *ones, reverse("suppressions:determination", args=[of.pk])]
    curator = as_(person("some-curator", "Curators"))
    for page in pages:
        assert curator.get(page).status_code == 403
        read = as_(auditor).get(page)
        assert read.status_code == 200
        assert 'class="sending"' not in read.content.decode()
    verbs = ["answer", "withdraw"]
    writes = [reverse(f"suppressions:{verb}", args=[held.pk]) for verb in verbs]
    writes += [reverse(f"suppressions:{verb}_determination", args=[of.pk]) for verb in verbs]
    for write in writes:
        for client in (curator, as_(auditor)):
            assert client.post(write, {"answer": "agree", "note": "x"}).status_code == 403
    for ask in ("ask", "determine"):
        address = f"{reverse(f'suppressions:{ask}')}?line={line.pk}&finding=0"
        assert [client.get(address).status_code for client in (curator, as_(auditor))] == [403, 403]


def test_what_is_not_there_is_not_found(officer: User) -> None:
    line = stored(GUESSED)
    for query in ("", "line=x&finding=0", f"line={line.pk}&finding=99", f"line={line.pk}&conflict=0"):
        assert as_(officer).get(f"{reverse('suppressions:ask')}?{query}").status_code == 404


def test_what_people_wrote_is_text(officer: User, second_officer: User) -> None:
    evil = "<script>alert(1)</script>"
    line = stored({**GUESSED, "consignee": f"Beauval {evil}"})
    row = suppressing.request_suppression(line=line, position=0, until=in_days(9), note=evil, actor=officer)
    for page in (reverse("suppressions:one", args=[row.pk]), reverse("suppressions:list")):
        assert evil not in as_(second_officer).get(page).content.decode()
    assert first(line, "listed") == 0
    assert records_of(line)["fields"]["consignee"].endswith(evil)
