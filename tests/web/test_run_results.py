"""The lines of a screening: in one order on its page and from line to line, equal ones once, judged together."""

from __future__ import annotations

import io
import re

import orjson
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.audit.told import said_last, told_last
from tests.cases.shipments import ACETONE, MIXED, PIPERIDONE, PIPRONAL, ROUTE, SALT, VAGUE, opened
from tests.web.judging import ONLY_ONE, as_person, line_of, line_page, run_page, say, text
from watchlist.cases.judgement_models import Judgement
from watchlist.internal_lists.list_file import read_house_list
from watchlist.internal_lists.lists import HouseListFacts, import_entries, open_house_list, show_to
from watchlist.screenings.models import ScreenedLine
from watchlist.web.judging import rows as judge_rows

pytestmark = pytest.mark.usefixtures("law")
EQUAL = (ACETONE, PIPRONAL, {**ACETONE, "quantity": "90"}, {**ACETONE, "name": "Acetone, techn."}, SALT)
HOUSE = b"key,name,cas,reason\nsalt,Salt,7647-14-5,asked for\npip,4-Piperidone,41661-47-6,asked for\n"


def _numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'aria-label="Line (\d+)" data-open', page)]


def _walked(client: Client, line: ScreenedLine, **query: str) -> list[int]:
    """Return the numbers of the lines that follow from one, page by page."""
    numbers, place = [line.line.number], line_page(line, **query)
    while found := re.search(r'data-ahead href="([^"]+)"', text(client, place)):
        place = found[1].replace("&amp;", "&")
        pk = int(re.search(r"/(\d+)/change/", place)[1])  # type: ignore[index]
        numbers.append(ScreenedLine.objects.get(pk=pk).line.number)
    return numbers


@pytest.mark.parametrize("tab", ["people", "controlled", "no_match", "file"])
def test_the_page_and_the_walk_from_line_to_line_are_in_one_order(client: Client, officer: User, tab: str) -> None:
    case = opened(SALT, PIPRONAL, VAGUE, PIPERIDONE, SALT)
    numbers = _numbers(text(as_person(client, officer), run_page(case, tab=tab)))
    assert numbers == {"people": [4, 2, 3, 1, 5], "controlled": [4], "no_match": [1, 5], "file": [1, 2, 3, 4, 5]}[tab]
    assert _walked(client, line_of(case, numbers[0]), tab=tab) == numbers


def test_a_run_says_the_route_that_its_lines_have_where_its_file_names_none(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE, SALT, origin="", destination="")
    as_person(client, officer)
    for address in (run_page(case), line_page(line_of(case, 1)), reverse("admin:watchlist_screening_changelist")):
        assert "US → DE" in text(client, address).replace("\xa0", " "), address


def test_a_page_begins_after_a_line_and_leads_both_ways(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge_rows, "SIZE", 2)
    case = opened(SALT, PIPRONAL, VAGUE, PIPERIDONE, SALT)
    as_person(client, officer)
    first = text(client, run_page(case))
    assert _numbers(first) == [4, 2]
    second = text(client, run_page(case, after=str(line_of(case, 2).pk)))
    assert _numbers(second) == [3, 1]
    assert f"before={line_of(case, 3).pk}" in second
    assert _numbers(text(client, run_page(case, before=str(line_of(case, 3).pk)))) == [4, 2]
    assert "before=" not in first


def test_equal_lines_stand_once_and_each_in_the_order_of_the_file(client: Client, officer: User) -> None:
    case = opened(*EQUAL)
    page = text(as_person(client, officer), run_page(case))
    assert _numbers(page) == [1, 2, 5]
    assert "+2 equal" in page
    assert _numbers(text(client, run_page(case, tab="file"))) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("wanted", "found"), [("techn", [4]), ("67-64-1", [1, 3, 4]), ("us-list-2", [1, 3, 4])])
def test_lines_are_found_by_what_was_declared_and_by_list(
    client: Client, officer: User, wanted: str, found: list[int]
) -> None:
    case = opened(*EQUAL)
    assert _numbers(text(as_person(client, officer), run_page(case, q=wanted))) == found
    assert "No line here with “zzz”" in text(client, run_page(case, q="zzz"))


def test_a_row_says_how_far_it_is_judged(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE, VAGUE, SALT)
    as_person(client, officer)
    say(client, line_of(case, 1))
    say(client, line_of(case, 2), -1)
    page = text(client, run_page(case))
    assert re.search(r"1 of \d judged", page)
    assert "Confirmed</span><small><bdi>officer</bdi>" in page
    assert "none needed" in page
    say(client, line_of(case, 2), -1, word="undecided")
    assert "Undecided, to judge" in text(client, run_page(case))


def test_equal_lines_are_listed_with_their_sum_and_get_a_record_each(client: Client, officer: User) -> None:
    case = opened(*EQUAL)
    place = reverse("judge:alike", args=[line_of(case, 1).pk])
    page = text(as_person(client, officer), place)
    assert "Together 410 kg" in page
    assert re.findall(r'tab=file">(\d)</a>', page) == ["1", "3", "4"]
    assert client.post(place, {"word": "confirmed"})["Location"] == run_page(case)
    lines = Judgement.objects.order_by().values_list("screened_line__line__number", flat=True).distinct()
    assert set(lines) == {1, 3, 4}
    case.refresh_from_db()
    assert case.lines_judged == 3


def test_equal_lines_of_sure_law_are_dismissed_by_two(client: Client, officer: User) -> None:
    case = opened(*EQUAL)
    place = reverse("judge:alike", args=[line_of(case, 1).pk])
    as_person(client, officer)
    refused = client.post(place, {"word": "dismissed", "reason": "lawful_use_known", "note": "Known."})
    assert refused.status_code == 422
    assert "only as wrong, exempt or out of reach" in refused.content.decode()
    client.post(place, ONLY_ONE)
    case.refresh_from_db()
    assert (case.lines_judged, case.lines_waiting) == (0, 3)
    assert {row.holds for row in Judgement.objects.select_related("referral")} == {"waiting"}


def test_one_line_is_chosen_and_stands_for_those_equal_to_it(client: Client, officer: User) -> None:
    case = opened(*EQUAL)
    results = text(as_person(client, officer), run_page(case))
    assert results.count('type="radio" name="line"') == results.count("and those equal to it</span>") > 1
    assert 'type="checkbox" name="line"' not in results
    answer = client.get(reverse("judge:chosen"), {"line": line_of(case, 1).pk}, follow=True)
    assert "3 equal lines of Acetone" in answer.content.decode()
    for key in ("", "x", "9" * 30, "999999"):
        assert client.get(reverse("judge:chosen"), {"line": key}).status_code == 404


def test_an_auditor_reads_the_rows_and_selects_none(client: Client, auditor: User) -> None:
    page = text(as_person(client, auditor), run_page(opened(*EQUAL)))
    assert 'type="checkbox" name="line"' not in page
    assert "Judge equal lines" not in page


@pytest.mark.parametrize("kind", ["jsonl", "csv", "xlsx", "html", "parquet"])
def test_a_screening_is_saved_as_a_file(client: Client, auditor: User, kind: str) -> None:
    case = opened(*EQUAL)
    answer = as_person(client, auditor).get(reverse("judge:export", args=[case.screening_id, kind]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{case.screening_id}.{kind}"'
    assert told_last() == ("auditor", "export", "results", str(case.screening_id))
    assert said_last() == {"form": kind, "lines": 5}
    content = b"".join(answer.streaming_content)
    if kind == "jsonl":
        lines = [orjson.loads(line) for line in io.BytesIO(content)]
        assert [one["record"] for one in lines] == ["coverage", *["line"] * 5, "summary"]
    assert content


def test_a_file_is_for_who_may_read_screenings(client: Client, curator: User, officer: User) -> None:
    case = opened(SALT, PIPRONAL)
    place = reverse("judge:export", args=[case.screening_id, "csv"])
    assert as_person(client, curator).get(place).status_code == 403
    as_person(client, officer)
    assert client.get(reverse("judge:export", args=[case.screening_id, "pdf"])).status_code == 404


@pytest.fixture
def house_reader(officer: User) -> User:
    """Return an officer who is shown a house list that knows salt and piperidone."""
    group = officer.groups.create(name="Plant")
    held = open_house_list(facts=HouseListFacts("house-plants", "Plants"), owner="lead", actor="lead")
    import_entries(house_list=held, list_file=read_house_list("list.csv", HOUSE), actor="lead")
    show_to(house_list=held, group=group, actor="lead")
    return officer


def test_a_reader_of_a_house_list_judges_the_finding_that_is_stored(client: Client, house_reader: User) -> None:
    case = opened(PIPERIDONE, SALT)
    line = line_of(case, 1)
    page = text(as_person(client, house_reader), line_page(line))
    assert "Plants" in page
    at = int(re.findall(r'data-finding="(\d+)"', page)[-1])
    say(client, line, at)
    row = Judgement.objects.get()
    assert row.entry_key == orjson.loads(line.record)["findings"][at]["entry"]
    assert "house-plants" not in row.entry_key


def test_a_line_that_a_house_list_alone_knows_is_read_and_not_judged(client: Client, house_reader: User) -> None:
    case = opened(PIPERIDONE, SALT, PIPRONAL)
    page = text(as_person(client, house_reader), run_page(case, tab="review"))
    assert _numbers(page) == [3, 2]
    assert _walked(client, line_of(case, 1)) == [1, 3, 2]
    assert "Nothing on this line is to be judged" in text(client, line_page(line_of(case, 2)))


def test_a_longer_page_takes_no_more_queries(
    client: Client, officer: User, django_assert_max_num_queries: object
) -> None:
    case = opened(*MIXED, *({**PIPRONAL, "quantity": str(n), "consignee": f"Party {n}", **_to(n)} for n in range(9)))
    as_person(client, officer)
    with django_assert_max_num_queries(35):  # type: ignore[operator]
        client.get(run_page(case))


def _to(number: int) -> dict[str, str]:
    return {"consignor": f"Sender {number}", "origin": ROUTE["origin"]}
