"""Class rules: what each says, how it fares on its own table, and the box in which a structure is tried."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.chemistry.class_rules.invented import RULE
from tests.law_store.law import WHO, facts, open_an_entry
from tests.resolution.bombs import bombs
from watchlist.audit.models import AuditEvent
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.law_store.defining import RuleFacts, define
from watchlist.law_store.definitions import ClassRule
from watchlist.law_store.history import record
from watchlist.law_store.models import ListEntry
from watchlist.screenings.models import Screening

LIST = reverse("admin:watchlist_classrule_changelist")
NEVER = re.compile(r"\b(safe|clean|clear|suspicious|illicit|designer|evasion)\b", re.IGNORECASE)
MEMBERS = """\
name,cas,hs,smiles,expected,limbs,fails,confidence,source,note
chloro one,1-00-1,2921.49,NCc1ccc(Cl)cc1,member,ring,,confirmed,read,
methyl one,,,CNCc1ccccc1,member,nitrogen,,reported,heard,by the nitrogen
propyl one,,,CCCNCc1ccccc1,outside,,amine,confirmed,read,
fluoro one,,,NCc1ccc(F)cc1,excluded,ring,,confirmed,read,
wrong one,,,NCc1ccc(Br)cc1,outside,,phenyl,confirmed,read,
lost one,,,NCc1ccc(Br)cc,member,ring,,confirmed,read,
"""


@pytest.fixture
def rule(db: None) -> ClassRule:
    """Return an invented rule, which a list names, with a table that has two mistakes."""
    held = define(facts=RuleFacts("invented", "invented things", RULE, MEMBERS), **WHO)
    record(entry=open_an_entry(), facts=facts(rule="invented", reach="salts", wording="Things of a kind."), actor="me")
    return held


@pytest.fixture
def reader(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def _page(client: Client, rule: ClassRule, **asked: str) -> str:
    response = client.get(reverse("admin:watchlist_classrule_change", args=[rule.pk]), asked)
    assert response.status_code == 200
    return response.content.decode()


def _words(markup: str) -> str:
    ours = markup.partition('<div class="wl">')[2] or markup
    return " ".join(re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", ours, flags=re.DOTALL).split())


def _table(page: str, name: str) -> list[str]:
    body = page.partition(f'<table class="{name}">')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    return [_words(row) for row in re.findall(r"<tr\b.*?</tr>", body, re.DOTALL)]


def test_the_list_says_where_and_since_when_each_class_is_law(reader: Client, rule: ClassRule) -> None:
    said = _words(reader.get(LIST).content.decode())
    assert "Invented things" in said
    assert "Nowhere" in said
    assert "1 Jan 2000" in said
    assert "unverified" in said
    assert "3 of 6" in said


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"jurisdiction": "XX"}, True),
        ({"list": "xx-list"}, True),
        ({"list": "another"}, False),
        ({"confidence": "unverified"}, True),
        ({"confidence": "confirmed"}, False),
        ({"q": "1-00-1"}, True),
    ],
)
def test_the_list_is_filtered_as_those_of_the_law_are(
    reader: Client, rule: ClassRule, asked: dict[str, str], found: bool
) -> None:
    assert ("Invented things" in reader.get(LIST, asked).content.decode()) is found


def test_a_longer_list_takes_no_more_queries(
    reader: Client, law: CompiledLaw, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        reader.get(LIST)


def test_every_rule_held_is_drawn_with_its_limbs_and_lists(reader: Client, law: CompiledLaw) -> None:
    rows = ClassRule.objects.current()
    assert rows
    for row in rows:
        page, rule = _page(reader, row), law.rules[row.key].rule
        assert f"<title>{rule.reference.name}, its core in heavy lines" in page
        assert not NEVER.search(re.sub(r"<blockquote.*?</blockquote>", "", page.split('<div class="wl">')[1]))
        for scheduling in law.by_rule[row.key]:
            assert scheduling.list.title in page
        for limb in rule.limbs:
            assert f">{limb.id}</span>" in page


def test_the_picture_says_which_sign_is_where(reader: Client, law: CompiledLaw) -> None:
    page = _page(reader, ClassRule.objects.current().get(key="us-fentanyl-related"))
    assert "; E, propanoyl</title>" in page
    assert all(f'<g class="tag tag-{letter}">' in page for letter in "abcde")
    assert page.count("stroke-width:3.6px") == 7  # the bonds of 4-aminopiperidine


def test_a_rule_says_what_is_allowed_at_each_site_and_what_is_open(reader: Client, rule: ClassRule) -> None:
    amine, *_ = _table(page := _page(reader, rule), "rule-sites")
    assert "On the nitrogen at most 1 group" in amine
    assert "Alkyl groups, of at most 2 carbon atoms" in amine
    assert "Open question Is an amide an amine?" in amine
    said = _words(page)
    assert "Does halogen reach nitro? Answered yes : said so" in said
    assert "4-fluorophenylmethanamine has an entry of its own" in said
    assert "Things of a kind." in said


def test_a_rule_says_what_its_law_may_leave_out_and_what_goes_before_it(reader: Client, law: CompiledLaw) -> None:
    said = _words(_page(reader, ClassRule.objects.current().get(key="cn-fentanyl")))
    assert "was this one, known as a medicine, taken out of the class?" in said.partition("lorcainide")[2]
    assert "Proviso unless one of the two national catalogues names it" in said


def test_the_table_says_in_words_what_differs(reader: Client, rule: ClassRule) -> None:
    page = _page(reader, rule)
    rows = {name: row for row in _table(page, "tests") for name in re.findall(r"\w+ one", row)}
    assert "6 named substances, 2 differ" in page
    assert "Outside the class Inside" not in rows["chloro one"]
    assert rows["chloro one"].endswith("as expected")
    assert "1-00-1 2921.49" in rows["chloro one"]
    assert "on the nitrogen" in rows["propyl one"]
    assert rows["fluoro one"].endswith("as expected")
    assert rows["wrong one"].endswith("differs: outcome, failing condition")
    assert "Not readable" in rows["lost one"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [("member", 3), ("outside", 2), ("excluded", 1), ("differs", 2), ("", 6), ("nonsense", 6)],
)
def test_the_table_is_filtered_by_what_is_expected(reader: Client, rule: ClassRule, asked: str, names: int) -> None:
    assert len(_table(_page(reader, rule, tests=asked), "tests")) == names


def test_a_structure_is_traced_site_by_site(reader: Client, rule: ClassRule) -> None:
    page = _page(reader, rule, structure="CNCc1ccc(Cl)cc1.Cl")
    amine, phenyl = _table(page, "steps-laid")
    assert "A methyl group *C alkyl B nitrogen" in amine
    assert "A chloro group *Cl halogen A ring" in phenyl
    said = _words(page)
    assert "Inside the class A ring B nitrogen" in said
    assert "by limbs ring and nitrogen" in said
    assert "Form: salt. The List reaches it." in said


def test_a_form_beyond_the_words_of_a_list_is_said(reader: Client, rule: ClassRule) -> None:
    assert "The List: its words do not reach this form (ester)" in _words(
        _page(reader, rule, structure="CC(=O)Oc1ccc(CN)cc1")
    )


def test_an_inchi_is_traced_too(reader: Client, rule: ClassRule) -> None:
    chloro = "InChI=1S/C7H8ClN/c8-7-3-1-6(5-9)2-4-7/h1-4H,5,9H2"
    assert "Inside the class" in _words(_page(reader, rule, structure=chloro))


def test_what_fails_is_ringed_and_named(reader: Client, rule: ClassRule) -> None:
    page = _page(reader, rule, structure="CCCNCc1ccccc1")
    assert "Outside by one condition" in page
    assert "a propyl group on the nitrogen, ringed</title>" in page
    assert '<g class="fails"' in page
    assert "Fails: a propyl group on the nitrogen" in _words(page)


def test_a_structure_without_the_core_is_said_to_have_none(reader: Client, rule: ClassRule) -> None:
    said = _words(_page(reader, rule, structure="CCO"))
    assert "Without the core" in said
    assert "What must be there: the methylene; what must not be there: no carboxylic acid." in said


@pytest.mark.parametrize(
    ("structure", "said"),
    [
        ("fentanyl", "cannot be read as SMILES. Give a SMILES or an InChI, not a name."),
        ("InChI=1S/nothing", "cannot be read as InChI"),
        ("*Cc1ccccc1", "Has attachment points (*)"),
        ("C" * 2_001, "Too long: 2001 characters of 2000."),
        (".".join(["C"] * 60), "Too many components: 60 parts of 51."),
        ("C" * 301, "Too large: 301 heavy atoms of 300."),
        ("C" * 101, "Not evaluated: a component of 101 heavy atoms"),
        (bombs()["a ladder of nitrogen"], "Not evaluated: not examined within"),
    ],
    ids=["name", "inchi", "attachment", "long", "parts", "large", "component", "bomb"],
)
def test_what_cannot_be_tried_is_said_in_words_on_the_whole_page(
    reader: Client, rule: ClassRule, structure: str, said: str
) -> None:
    page = _page(reader, rule, structure=structure)
    assert said in page.replace("&#x27;", "'")
    assert 'role="alert"' in page
    assert len(_table(page, "tests")) == 6


def test_what_is_typed_is_text_and_never_markup(reader: Client, rule: ClassRule) -> None:
    page = _page(reader, rule, structure="</textarea><script>alert(1)</script>\u202e")
    assert "<script>alert" not in page


def test_trying_a_structure_stores_nothing(reader: Client, rule: ClassRule) -> None:
    before = AuditEvent.objects.count(), ClassRule.objects.count()
    assert "nothing is stored" in _page(reader, rule, structure="NCc1ccc(Cl)cc1")
    assert (AuditEvent.objects.count(), ClassRule.objects.count()) == before
    assert not Screening.objects.exists()


def test_the_empty_box_suggests_no_structure(reader: Client, rule: ClassRule) -> None:
    box = _page(reader, rule).partition('<section class="card try"')[2].partition("</section>")[0]
    assert "placeholder" not in box
    assert "></textarea>" in box


def test_a_superseded_reading_is_read_by_its_address_and_not_in_the_list(reader: Client, rule: ClassRule) -> None:
    wider = RULE.replace('"halo", "hydroxy"', '"halo", "alkoxy", "hydroxy"')
    define(facts=RuleFacts("invented", "invented things", wider, MEMBERS), **WHO)
    assert _words(reader.get(LIST).content.decode()).count("Invented things") == 1
    rule.refresh_from_db()
    old = _page(reader, rule, structure="NCc1ccc(OC)cc1")
    assert "no longer held since" in old
    assert "Outside by one condition" in old
    new = _page(reader, ClassRule.objects.current().get(key="invented"), structure="NCc1ccc(OC)cc1")
    assert "Inside the class" in new
    assert f"version {rule.version}" in new


def test_an_entry_leads_to_the_rule_that_reads_its_words(reader: Client, rule: ClassRule) -> None:
    entry = reader.get(
        reverse("admin:watchlist_listentry_change", args=[ListEntry.objects.get(substance__key="p2p").pk])
    )
    assert f'<a href="{LIST}?q=invented"><bdi>invented</bdi></a>' in entry.content.decode()
    assert "Invented things" in reader.get(LIST, {"q": "invented"}).content.decode()
