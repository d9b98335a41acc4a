"""What people made of a line stands at its head on every page, by name, and the machine's verdict beneath it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.cases.judged import WRONG, judge_line
from tests.cases.shipments import ACETONE, MIXED, PIPERIDONE, SALT, opened
from tests.markup import compact
from tests.web.judging import as_person, line_of, line_page, run_page, say, text
from watchlist.cases.lifecycle import report_to_authority
from watchlist.cases.models import Case

pytestmark = pytest.mark.usefixtures("law")
HEAD = "<b>Dismissed:</b><bdi>not 4-Piperidone</bdi>"
PARCEL = {"name": "Acetone", "cas": "67-64-1", "quantity": "800", "unit": "kg", "origin": "US", "destination": "MX"}


@pytest.fixture
def dismissed(officer: User, second_officer: User) -> Case:
    """Return a case of which two officers dismissed the first line."""
    officer.first_name, officer.last_name = "Ana", "Officer"
    officer.save()
    case = opened(*MIXED)
    judge_line(case, line_of(case, 1), officer, second_officer, **WRONG)
    return case


def test_a_dismissal_of_two_is_the_head_of_the_line(client: Client, officer: User, dismissed: Case) -> None:
    as_person(client, officer)
    page = text(client, line_page(line_of(dismissed, 1)))
    head = page[page.index('id="line-head"') : page.index('id="read-as"')]
    assert HEAD in head
    assert re.search(r"Ana Officer, agreed by second-officer, \d+ \w+ \d{4} \d\d:\d\d UTC", head)
    assert "Wrong identification" in head
    assert "The analysis shows table salt." in head
    assert head.index("Dismissed:") < head.index("Controlled")
    assert "The machine&#x27;s verdict:" in head or "The machine's verdict:" in head
    assert 'data-said="Line 1, dismissed: not 4-Piperidone. By machine: controlled"' in page
    assert not re.search(r">\s*you\b", page)


def test_who_answers_reads_the_evidence_before_what_the_first_wrote(
    client: Client, officer: User, second_officer: User
) -> None:
    case = opened(*MIXED)
    judge_line(case, line_of(case, 1), officer, **WRONG)
    as_person(client, second_officer)
    page = text(client, line_page(line_of(case, 1)))
    head = page[page.index('id="line-head"') : page.index('id="read-as"')]
    assert "Waiting for a second officer:" in head
    assert "The analysis shows table salt." not in head


def test_results_case_and_equal_lines_have_the_same_head(client: Client, officer: User, dismissed: Case) -> None:
    as_person(client, officer)
    for address in (run_page(dismissed), reverse("cases:one", args=[dismissed.pk])):
        page = text(client, address)
        assert HEAD in page, address
        assert "by machine: controlled" in page, address
    equal = text(client, reverse("judge:alike", args=[line_of(dismissed, 1).pk]))
    assert HEAD in equal


def test_the_head_changes_with_the_word_that_is_said(client: Client, officer: User) -> None:
    case = opened(ACETONE, SALT)
    as_person(client, officer)
    line = line_of(case, 1)
    assert "Confirmed:" not in text(client, line_page(line))
    answer = compact(say(client, line, 0).content.decode())
    assert 'id="line-head" hx-swap-oob="true"' in answer
    for position in range(1, 9):
        say(client, line, position)
    assert "<b>Confirmed:</b><bdi>acetone</bdi>" in text(client, line_page(line))


def test_lines_are_filtered_by_what_people_said(client: Client, officer: User, dismissed: Case) -> None:
    as_person(client, officer)
    judge_line(dismissed, line_of(dismissed, 3), officer)
    judge_line(dismissed, line_of(dismissed, 2), officer, **WRONG)

    def listed(**query: str) -> list[int]:
        page = text(client, run_page(dismissed, **query))
        return sorted(map(int, re.findall(r'aria-label="Line (\d+)" data-open', page)))

    assert listed(decided="dismissed") == [1]
    assert listed(decided="confirmed") == [3]
    assert listed(decided="waiting") == [2]
    assert listed(decided="open") == [5, 6]
    assert listed(decided="open", q="pipronal") == [5]
    assert listed(decided="nonsense") == listed()
    page = text(client, run_page(dismissed))
    assert re.search(r'\?decided=dismissed">Dismissed <b>1</b>', page)
    everywhere = text(client, reverse("admin:watchlist_screenedline_changelist") + "?decided=dismissed")
    assert set(re.findall(r"/screenedline/(\d+)/change/", everywhere)) == {str(line_of(dismissed, 1).pk)}
    assert "<b>Dismissed:</b>" in everywhere


def test_cases_and_desk_count_lines_by_what_people_said(client: Client, officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE, PIPERIDONE)
    judge_line(case, line_of(case, 1), officer, second_officer, **WRONG)
    as_person(client, officer)
    for address in (reverse("cases:list"), reverse("admin:index")):
        assert "1 dismissed" in text(client, address), address
    judge_line(case, line_of(case, 2), officer, second_officer, **WRONG)
    assert '<span class="line-word d-dismissed"><b>Dismissed</b></span>' in text(client, reverse("cases:list"))


def test_a_sum_says_what_is_left_of_it(client: Client, officer: User, second_officer: User) -> None:
    goods = {**PARCEL, "export_date": "2026-03-05", "consignee": "Química del Sur"}
    case = opened(goods, goods, origin="US", destination="MX", operation="export")
    judge_line(case, line_of(case, 1), officer, second_officer, **WRONG)
    as_person(client, officer)
    left = "After people's decisions (dismissed lines left out: 1): 800 kg, which is short of the limit of 1,500 kg"
    assert left in unescape(text(client, run_page(case)))


def test_who_was_reported_is_in_no_export(client: Client, officer: User, lead: User, dismissed: Case) -> None:
    report = {"jurisdiction": "DE", "authority": "GÜS", "reference": "R-77", "text": "Reported."}
    report_to_authority(case=dismissed, sent_on=date(2026, 3, 2), actor=lead, **report)
    as_person(client, officer)
    for kind in ("jsonl", "csv", "html"):
        answer = client.get(reverse("judge:export", args=[dismissed.screening_id, kind]))
        body = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
        assert "not 4-Piperidone" in body, kind
        assert "R-77" not in body
        assert "Reported." not in body
