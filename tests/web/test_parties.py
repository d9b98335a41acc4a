"""The pages of parties, and what the desk, the cases and results say of goods, parties and concerns."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.authorisations.papers import on_file
from tests.cases.shipments import ACETONE, line_of, opened
from tests.cases.test_parties import ASKED, TO_GB
from tests.cases.test_questions import drafted
from tests.markup import compact
from tests.screenings.test_concern import P2P
from watchlist.cases.asking import answer_question, send_question
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import add_note, report_to_authority
from watchlist.cases.models import Case
from watchlist.cases.party_facts import questions_of_party
from watchlist.engine.decision import country_name
from watchlist.manifests.models import Party
from watchlist.screenings.concern import CONCERNS
from watchlist.substances.models import Substance
from watchlist.web.concern_words import LABELS, PHRASES, concern_phrases

pytestmark = pytest.mark.usefixtures("law")
UNLIKE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"|nonce="[^"]*"')
RUN = "admin:watchlist_screening_change"


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return compact(answer.content.decode())


def party_page(client: Client, key: str = "beauval") -> str:
    return page_of(client, reverse("parties:one", args=[Party.objects.get(key=key).pk]))


def test_every_concern_has_a_label_and_a_phrase_and_no_number() -> None:
    assert LABELS.keys() == PHRASES.keys() == set(CONCERNS)
    classes, unusual = "first_class eu-111-cat-1\nfirst_class un-table-1", "new_destination MX\nnew_party consignee"
    stored = f"{classes}\ncontradiction cas name\n{unusual}"
    texts = [phrase.text for phrase in concern_phrases(stored)]
    assert texts == [
        "first category of the EU",
        "CAS and name contradict",
        "first shipment of it to Mexico",
        "new consignee",
    ]
    assert not any(re.search(r"\d", text) for text in texts)
    assert concern_phrases(None) == []
    assert (country_name("XX"), country_name("CN")) == ("XX", "China")


def test_the_desk_and_the_cases_say_what_goes_from_whom_to_whom_and_why_it_comes_first(
    client: Client, officer: User
) -> None:
    acetone, p2p = opened(ACETONE, reference="A"), opened(P2P, reference="B")
    Case.objects.update(action="authorise", due_on=None)
    client.force_login(officer)
    for address in (reverse("admin:index"), reverse("cases:list")):
        page = page_of(client, address)
        assert page.index(p2p.number) < page.index(acetone.number)
        assert "Northgate Reagents Inc" in page
        assert "Beauval SARL" in page
        assert "new consignee" in page
        assert reverse("parties:one", args=[acetone.consignee_id]) in page
    only_first = page_of(client, f"{reverse('cases:list')}?concern=first_class")
    assert p2p.number in only_first
    assert acetone.number not in only_first
    assert acetone.number in page_of(client, f"{reverse('cases:list')}?q=acetone")


def test_results_are_in_the_order_of_concern_and_filtered_by_it(client: Client, officer: User) -> None:
    case = opened(ACETONE, {**ACETONE, "quantity": "7"}, P2P, reference="A")
    client.force_login(officer)
    address = reverse(RUN, args=[case.screening_id])
    places = [reverse("admin:watchlist_screenedline_change", args=[line_of(case, n).pk]) for n in (3, 1)]
    page = page_of(client, address)
    assert page.index(places[0]) < page.index(places[1])
    narrowed = page_of(client, f"{address}?concern=first_class")
    assert places[0] in narrowed
    assert places[1] not in narrowed
    both = page_of(client, f"{address}?concern=new_party&q=acetone")
    assert places[1] in both
    assert places[0] not in both
    in_file = page_of(client, f"{address}?tab=file")
    assert in_file.index(places[1]) < in_file.index(places[0])


def test_a_party_has_a_page_with_its_sums_papers_and_decisions(client: Client, officer: User) -> None:
    opened({**TO_GB, "quantity": "60"}, {**TO_GB, "quantity": ""}, reference="A", **ASKED)
    paper = on_file(officer, holder="Lakeshore Limited")
    client.force_login(officer)
    page = party_page(client, "lakeshore")
    for text in ("60 kg in 1 parcel", "1 parcel not measured", "Limit reached", "50 kg", paper.number, "first seen"):
        assert text in page, text
    assert 'role="img"' in page
    assert "style=" not in page.split("bar-of-limit", 1)[1].split("</svg>", 1)[0]
    assert "0 kg in" not in page.replace("60 kg in", "")
    assert "Lakeshore Ltd" in page_of(client, f"{reverse('parties:list')}?q=lakes")
    named = client.get(reverse("parties:named"), {"q": "LAKESHORE limited"})
    assert named["Location"] == reverse("parties:one", args=[Party.objects.get(key="lakeshore").pk])


def test_a_party_page_lists_the_questions_that_were_sent_about_its_shipments(
    client: Client, officer: User, django_assert_max_num_queries: Any
) -> None:
    today = datetime.now(UTC).date()
    case, other = opened(ACETONE, reference="A"), opened({**ACETONE, "consignee": "Lakeshore Ltd"}, reference="B")
    lately, long_ago = today - timedelta(2), today - timedelta(20)
    rows = [drafted(of, officer, 1) for of in (case, case, case, case, other)]
    for row, on in zip(rows[1:], (lately, long_ago, lately, lately), strict=True):
        to = {"sent_to": "sales@northgate.example", "sent_on": on, "due_on": on + timedelta(7)}
        send_question(question=row, actor=officer, **to)
    answer_question(question=rows[3], answer="25 kg.", answered_on=today, actor=officer)
    assert list(questions_of_party(Party.objects.get(key="beauval"))) == [rows[3], rows[1], rows[2]]
    client.force_login(officer)
    shown = party_page(client).split('aria-labelledby="questions"', 1)[1].split("</section>", 1)[0]
    found = re.findall(r"(Q-\d{4})</a>.*?<b[^>]*>([^<]*)</b>", shown)
    assert found == [
        (rows[3].number, "Answered"),
        (rows[1].number, "Answer awaited"),
        (rows[2].number, "Overdue"),
    ]
    assert shown.count(reverse("cases:one", args=[case.pk])) == 3
    with django_assert_max_num_queries(45):
        party_page(client)


def test_a_party_page_tells_no_report(client: Client, officer: User, lead: User) -> None:
    case = opened(ACETONE, reference="A")
    client.force_login(officer)
    before = party_page(client)
    report_to_authority(
        case=case, jurisdiction="EU", authority="BKA", reference="", text="t", sent_on=case.opened_at.date(), actor=lead
    )
    assert UNLIKE.sub("", party_page(client)) == UNLIKE.sub("", before)


def test_who_reads_no_screening_reads_no_party(client: Client, curator: User, outsider: User) -> None:
    opened(ACETONE, reference="A")
    pk = Party.objects.get(key="beauval").pk
    for person in (curator, outsider):
        client.force_login(person)
        for address in (reverse("parties:list"), reverse("parties:named"), reverse("parties:one", args=[pk])):
            assert client.get(address).status_code in (302, 403), address


def test_the_page_of_a_substance_lists_the_shipments_that_held_it(client: Client, officer: User, curator: User) -> None:
    case = opened(ACETONE, reference="SHA-77")
    address = reverse("admin:watchlist_substance_change", args=[Substance.objects.get(key="acetone").pk])
    client.force_login(officer)
    page = page_of(client, address)
    assert "SHA-77" in page
    assert case.number in page
    client.force_login(curator)
    assert "SHA-77" not in page_of(client, address)


def test_older_events_are_paged_and_name_the_goods(client: Client, officer: User) -> None:
    case = opened(ACETONE, reference="A")
    judge(case=case, line=line_of(case, 1), position=0, word="confirmed", actor=officer, seen=0)
    for number in range(51):
        add_note(case=case, text=f"note {number}", actor=officer)
    client.force_login(officer)
    newest = page_of(client, reverse("cases:one", args=[case.pk]))
    found = re.search(r"/events/\?before=\d+", newest)
    assert found
    assert "Goods: Acetone." not in newest
    older = page_of(client, f"/admin/cases/{case.pk}{found[0]}")
    assert "Goods: Acetone." in older
    assert "note 50" not in older
