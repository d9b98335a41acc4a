"""Filing packs: filled in from the case, blank where it does not know, and silent about reports."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import orjson
import pytest
from django.contrib.auth.models import User
from pypdf import PdfReader

from tests.cases.shipments import ACETIC_ANHYDRIDE, PIPERIDONE, SALT, VAGUE, line_of, opened
from watchlist.cases.judging import judge
from watchlist.cases.models import AuthorityReport, Case
from watchlist.cases.packs.facts import OF_SHIPMENT, OF_SUBSTANCE
from watchlist.cases.packs.packing import Pack, PackForm, available_packs, forms, pack_file, pack_of
from watchlist.cases.referrals import answer_referral
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.errors import AskForTheRight

RESTRICTED = {"eu-article-9-notice", "us-1310-05-report"}
REFUSED_WORDS = ("suspicious", "illicit", "designer", "evasion", "diverted", "safe", "risk")


@pytest.fixture
def case(law: CompiledLaw) -> Case:
    return opened(PIPERIDONE, ACETIC_ANHYDRIDE, SALT, {**VAGUE, "remarks": "*x*"}, operation="export")


def value(pack: Pack, label: str) -> list[str]:
    """Return what stands at the fields of a label, or who is to fill them in."""
    return [
        one.value or one.missing for section in pack.sections for one in section.fields if one.label.startswith(label)
    ]


@pytest.mark.parametrize("form", forms().values(), ids=lambda form: form.key)
def test_each_pack_says_what_it_rests_on(form: PackForm) -> None:
    assert form.confidence in {"confirmed", "reported", "unverified"}
    assert form.citation
    assert form.source
    assert form.answers
    assert form.restricted is (form.key in RESTRICTED)
    for section in form.sections:
        known: Any = OF_SUBSTANCE if section.each else OF_SHIPMENT
        for field in section.fields:
            assert field.source in known or (not field.source and field.by), field.label


def test_no_pack_speaks_of_people() -> None:
    said = " ".join(str(form) for form in forms().values()).lower()
    assert [word for word in REFUSED_WORDS if word in said.split()] == []


def test_an_export_declaration_is_filled_in_from_the_case(case: Case, officer: User) -> None:
    pack = pack_of(case, "us-dea-486", officer)
    assert value(pack, "Type of transaction") == ["export"]
    assert value(pack, "Name of the importer, exporter") == ["Northgate Reagents Inc"]
    assert value(pack, "Name of the foreign party") == ["Beauval SARL"]
    assert value(pack, "Name of the chemical") == ["4-Piperidone", "Acetic anhydride"]
    assert value(pack, "The same as the base") == ["18.2775 kg", "200 kg"]
    assert value(pack, "Port of export") == ["to be filled in by the regulated person"]
    assert [section.heading for section in pack.sections if "line" in section.heading] == [
        "The listed chemical: 4-Piperidone, line 1",
        "The listed chemical: Acetic anhydride, line 2",
    ]


def test_what_two_people_dismissed_is_filed_nowhere(case: Case, officer: User, second_officer: User) -> None:
    line = line_of(case, 2)
    lists = [finding["list"] for finding in orjson.loads(line.record)["findings"]]
    wrong = {"word": "dismissed", "reason": "wrong_identification", "note": "The drums hold acetone."}
    asked = judge(case=case, line=line, position=lists.index("us-list-2"), actor=officer, seen=0, **wrong).referral
    assert asked
    assert value(pack_of(case, "us-dea-486", officer), "Name of the chemical") == ["4-Piperidone", "Acetic anhydride"]
    answer_referral(referral=asked, agreed=True, actor=second_officer)
    assert value(pack_of(case, "us-dea-486", officer), "Name of the chemical") == ["4-Piperidone"]


def test_what_the_case_does_not_know_is_left_blank(law: CompiledLaw, officer: User) -> None:
    bare = {name: text for name, text in PIPERIDONE.items() if name in ("name", "cas")}
    pack = pack_of(opened(bare, origin=None, destination=None), "us-dea-486", officer)
    assert value(pack, "Name of the importer, exporter") == ["to be filled in by the regulated person"]
    assert value(pack, "Net weight") == ["to be filled in by the regulated person"]
    assert value(pack, "Country of export") == ["not declared"]
    assert pack.left > 20


def test_packs_that_tell_of_a_report_are_for_those_who_may_report(
    case: Case, officer: User, lead: User, auditor: User
) -> None:
    assert {form.key for form, _ in available_packs(case, officer)} == set(forms()) - RESTRICTED
    assert {form.key for form, _ in available_packs(case, lead)} == set(forms())
    for person in (officer, auditor):
        for key in RESTRICTED:
            with pytest.raises(AskForTheRight):
                pack_of(case, key, person)


def test_a_pack_answers_where_a_finding_asks_for_it(law: CompiledLaw, officer: User) -> None:
    def answering(*lines: dict[str, str], **asked: str) -> set[str]:
        return {form.key for form, answers in available_packs(opened(*lines, **asked), officer) if answers}

    from_us = {"us-1310-06-record", "us-dea-486"}
    assert answering(PIPERIDONE, reference="A", operation="import") == from_us
    from_eu = {**PIPERIDONE, "origin": "DE", "destination": "CH"}
    there = {"origin": "DE", "destination": "CH", "operation": "export"}
    assert answering(from_eu, reference="B", **there) == {"eu-export-authorisation"}


@pytest.mark.parametrize("form", forms().values(), ids=lambda form: form.key)
def test_the_duty_of_each_pack_is_one_of_its_lists(law: CompiledLaw, form: PackForm) -> None:
    told = [duty.text for key in form.lists for duty in law.lists[key].obligations]
    assert any(form.duty in text for text in told)


def test_a_notice_holds_what_was_reported(case: Case, lead: User) -> None:
    said = {"authority": "Zollkriminalamt", "text": "Ten drums.", "sent_on": case.opened_at.date()}
    AuthorityReport.objects.create(case=case, jurisdiction="EU", by=lead, at=case.opened_at, **said)
    pack = pack_of(case, "eu-article-9-notice", lead)
    assert value(pack, "What is notified") == ["Ten drums."]
    assert value(pack_of(case, "us-1310-05-report", lead), "Basis") == ["to be filled in by the compliance lead"]


def test_that_a_pack_was_made_is_kept_and_tells_no_report(case: Case, lead: User) -> None:
    pack_file(case, "us-dea-486", lead, "json")
    pack_file(case, "eu-article-9-notice", lead, "json")
    made = [(event.facts, event.restricted) for event in case.events.filter(verb="make_pack").order_by("pk")]
    assert made == [
        ('{"form":"json","pack":"us-dea-486"}', False),
        ('{"form":"json","pack":"eu-article-9-notice"}', True),
    ]


def test_a_pack_says_on_its_face_how_sure_it_is(case: Case, lead: User) -> None:
    pages = PdfReader(BytesIO(pack_file(case, "eu-article-9-notice", lead, "pdf")))
    first = pages.pages[0].extract_text()
    assert "Notice under article 9" in first
    assert "What it asks is reported" in first
    assert "Restricted" in first
    told = orjson.loads(pack_file(case, "us-1310-06-record", lead, "json"))
    assert (told["confidence"], told["citation"]) == ("confirmed", "21 CFR 1310.06(a), (b)")


def test_no_pack_answers_where_no_list_of_it_was_found(law: CompiledLaw, officer: User, outsider: User) -> None:
    case = opened(VAGUE)
    assert not any(answers for _, answers in available_packs(case, officer))
    with pytest.raises(AskForTheRight):
        available_packs(case, outsider)
    with pytest.raises(KeyError):
        pack_of(case, "none", officer)
