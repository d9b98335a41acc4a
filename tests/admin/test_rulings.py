"""The pages of suppressions and determinations: asked for, answered, listed by state, withdrawn; each to its right."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.screening.suppressions.laid_down import (
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
from tests.screening.suppressions.test_determining import DRUG_PRODUCT, EXPORT, US, position_of
from watchlist.screening.suppressions import suppressing
from watchlist.screening.suppressions.models import Determination, Suppression

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
    row = suppressing.ask(line=stored(GUESSED), position=0, until=in_days(9), note=NOTE, actor=second_officer)
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
    suppressing.ask(line=line, position=1, until=in_days(9), note=NOTE, actor=officer)
    ended = suppressed(line, 2, officer, second_officer)
    suppressing.withdraw(suppression=ended, actor=officer, note="Another supplier.")
    client, address = as_(second_officer), reverse("suppressions:list")
    for state, number in (("in_force", str(row)), ("withdrawn", str(ended)), ("waiting", "S-"), ("", str(row))):
        with django_assert_max_num_queries(25):
            page = text_of(client.get(address, {"state": state}))
        assert number in page
    assert "1 waits for you as the second officer." in text_of(client.get(address))
    assert "None stands so." in text_of(client.get(address, {"state": "void"}))


PAGES = ("suppressions:list", "suppressions:determinations")


def test_an_outsider_sees_nothing_and_an_auditor_reads(
    officer: User, second_officer: User, auditor: User, person: Callable[..., User]
) -> None:
    line = stored(TABLETS, **EXPORT)
    guessed = stored(GUESSED)
    held = suppressed(guessed, 0, officer, second_officer)
    waits = suppressing.ask(line=guessed, position=1, until=in_days(9), note=NOTE, actor=officer)
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
    row = suppressing.ask(line=line, position=0, until=in_days(9), note=evil, actor=officer)
    for page in (reverse("suppressions:one", args=[row.pk]), reverse("suppressions:list")):
        assert evil not in as_(second_officer).get(page).content.decode()
    assert first(line, "listed") == 0
    assert records_of(line)["fields"]["consignee"].endswith(evil)
