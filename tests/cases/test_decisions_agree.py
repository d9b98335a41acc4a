"""On generated cases, sums, register, exports, API and dossier all say what people decided, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from rest_framework.test import APIClient

from tests.cases.shipments import line_of, opened, screened
from watchlist.access.models import Token
from watchlist.access.scopes import in_order, open_to
from watchlist.cases.dossier.making import dossier_json
from watchlist.cases.dossier.sealing import verify
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judging import judge
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_referral
from watchlist.cases.register.query import RegisterQuery, Weight, consignments, totals_of
from watchlist.cases.register.rows import COLUMNS, all_rows, as_csv, as_workbook
from watchlist.screenings.models import Hit, ScreenedLine
from watchlist.screenings.replaying import stored_answer

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("law")]
ANOTHER = ("wrong_by_name", "wrong_by_number", "wrong_by_structure", "other_substance")
"""Reasons that say that the goods are something else."""
CASES, SHARES = 200, 10
EXPORT = {"origin": "US", "destination": "MX", "operation": "export"}
DAY = {"export_date": "2026-03-05", "origin": "US", "destination": "MX"}
GOODS = (
    {"name": "Acetone", "cas": "67-64-1", "quantity": "160", "unit": "kg"},
    {"name": "Acetic anhydride", "cas": "108-24-7", "quantity": "20", "unit": "kg"},
    {"name": "4-Piperidone hydrochloride", "cas": "41979-39-9", "quantity": "25", "unit": "kg"},
    {"name": "Pipronal", "quantity": "1", "unit": "kg"},
    {"name": "Laboratory reagents, assorted", "quantity": "14", "unit": "pcs"},
    {"name": "Sodium chloride", "cas": "7647-14-5", "quantity": "1000", "unit": "kg"},
)
ACTS = ("confirmed", "agreed", "agreed", "refused", "waiting", "undecided", "nothing")
SETTLED = {"confirmed": "confirmed", "agreed": "dismissed", "dismissed": "dismissed"}


@dataclass(slots=True)
class Told:
    """What the test had people say of a case: by line and finding, the word that is in effect, and if it denies."""

    case: Case
    party: str
    held: dict[int, dict[int, tuple[str, bool]]] = field(default_factory=lambda: defaultdict(dict))

    def word(self, number: int) -> str:
        """Return the word on a line, "" where nobody spoke."""
        said = self.held.get(number, {})
        asked = positions_to_judge(line_of(self.case, number))
        holds = [said[at][0] if at in said else "" for at in asked]
        if not any(holds):
            return ""
        if set(holds) == {"confirmed"} or set(holds) == {"dismissed"}:
            return holds[0]
        if set(holds) == {"confirmed", "dismissed"}:
            return "in_part"
        if all(hold in ("confirmed", "dismissed", "waiting") for hold in holds):
            return "waiting"
        return "undecided" if "undecided" in holds else "open"

    def goods(self, line: ScreenedLine) -> dict[str, str]:
        """Return by substance whether people dismissed it as another one, or confirmed it."""
        said, hits = self.held.get(line.line.number, {}), Hit.objects.filter(screened_line=line)
        bears = {at: finding["bears"] for at, finding in enumerate(json.loads(line.record)["findings"])}
        found: dict[str, str] = {}
        for substance in {hit.substance_key for hit in hits}:
            own = [hit for hit in hits if hit.substance_key == substance]
            words = [said[hit.position] for hit in own if hit.position in said] or [said[at] for at in said if at == -1]
            left = [hit for hit in own if hit.is_legal and hit.position not in said and bears[hit.position] != "no"]
            if any(word == "confirmed" for word, _ in words) and -1 not in said:
                found[substance] = "confirmed"
            elif words and not left and all(word == "dismissed" and denies for word, denies in words):
                found[substance] = "dismissed"
        return found


def generated(seed: int, officer: User, second: User) -> Told:
    """Return a case of some lines, on whose findings two people said whatever came up."""
    random, party = Random(seed), f"Consignee {seed:04}"
    goods = [GOODS[0], *random.choices(GOODS, k=random.randint(1, 5))]
    lines = [{**each, **DAY, "consignor": "Northgate Reagents Inc", "consignee": party} for each in goods]
    told = Told(opened(*lines, reference=f"G-{seed}", **EXPORT), party)
    for line in ScreenedLine.objects.filter(screening=told.case.screening).select_related("line"):
        act = random.choice(ACTS)
        for position in positions_to_judge(line):
            told.held[line.line.number] |= _said(told.case, line, position, random, act, (officer, second))
            act = random.choice(ACTS) if random.random() < 0.2 else act
    return told


def _said(
    case: Case, line: ScreenedLine, position: int, random: Random, act: str, people: tuple[User, User]
) -> dict[int, tuple[str, bool]]:
    if act == "nothing":
        return {}
    fields = {"word": act if act in ("confirmed", "undecided") else "dismissed", "reason": "", "note": ""}
    if fields["word"] == "dismissed":
        fields |= {"reason": random.choice(ANOTHER), "note": f"Seen in the laboratory, {random.random()}."}
        is_sure = Hit.objects.filter(screened_line=line, position=position, is_legal=True).exists()
        if not is_sure:
            fields["reason"] = random.choice((*ANOTHER, "exempt_product"))
    row = judge(case=case, line=line, position=position, seen=0, actor=people[0], **fields)
    if row.referral is None:
        return {position: (fields["word"], fields["reason"] in ANOTHER)}
    if act in ("agreed", "refused"):
        answer_referral(referral=row.referral, agreed=act == "agreed", actor=people[1], note="Looked at.")
    return {position: ({"agreed": "dismissed"}.get(act, act), act == "agreed")}


@pytest.fixture
def reader(officer: User) -> tuple[Client, APIClient]:
    """Return the browser of an officer, and a program of theirs that may read cases."""
    pages, program = Client(), APIClient()
    pages.force_login(officer)
    _, text = Token.objects.create(user=officer, scopes=in_order(open_to(officer)))
    program.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    return pages, program


@pytest.fixture(autouse=True)
def own_key(settings: Any, tmp_path: Path) -> None:
    """Keep the key that signs to each test, with the dictionary that was compiled once."""
    settings.BUILD_DIR, build = str(tmp_path), Path(settings.BUILD_DIR)
    for name in build.glob("dictionary-*.sqlite3"):
        (tmp_path / name.name).symlink_to(name)


@pytest.mark.parametrize("share", range(SHARES))
def test_all_that_is_told_of_a_case_is_what_people_decided(
    share: int, officer: User, second_officer: User, lead: User, reader: tuple[Client, APIClient]
) -> None:
    for seed in range(share * CASES // SHARES, (share + 1) * CASES // SHARES):
        told = generated(seed, officer, second_officer)
        lines = list(ScreenedLine.objects.filter(screening=told.case.screening).select_related("line").order_by("pk"))
        words = {line.line.number: told.word(line.line.number) for line in lines}
        _exports_agree(told, words, *reader)
        _register_agrees(told, lines, words)
        _totals_agree(told, lines)
        _dossier_agrees(told, lead, words)


def _exports_agree(told: Told, words: dict[int, str], pages: Client, program: APIClient) -> None:
    key = told.case.screening_id
    files = {kind: _body(pages.get(reverse("judge:export", args=[key, kind]))) for kind in ("jsonl", "csv", "xlsx")}
    records = [json.loads(line) for line in files["jsonl"].decode().splitlines()]
    of_api = program.get(f"/api/v1/screenings/{key}/").json()
    counts = dict(Counter(word for word in words.values() if word))
    for lines, summary in ((records[1:-1], records[-1]), (of_api["lines"], of_api["summary"])):
        assert {line["line"]: line.get("decision", {}).get("word", "") for line in lines} == words
        assert summary.get("by_decision", {}) == counts
    assert records[1:-1] == of_api["lines"]
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode())))
    assert {int(row["line"]): row["decision"] for row in rows} == words
    sentences = {line["line"]: line.get("decision", {}).get("sentence", "") for line in records[1:-1]}
    assert {int(row["line"]): row["decision_sentence"] for row in rows} == sentences
    head, *cells = load_workbook(io.BytesIO(files["xlsx"]))["Lines"].iter_rows(values_only=True)
    at = {name: place for place, name in enumerate(head)}
    assert {row[at["Line"]]: row[at["Decision sentence"]] or "" for row in cells} == sentences
    assert not any(" you" in sentence.lower() for sentence in sentences.values())


def _body(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def _register_agrees(told: Told, lines: list[ScreenedLine], words: dict[int, str]) -> None:
    rows = list(all_rows(consignments(RegisterQuery(party=told.party))))
    assert all(bool(row.decision) == bool(words[row.line]) for row in rows)
    texts = list(csv.DictReader(io.StringIO("".join(as_csv(iter(rows))))))
    assert [text["decision"] for text in texts] == [row.decision for row in rows]
    book = io.BytesIO()
    as_workbook(iter(rows), book)
    _, *cells = load_workbook(book).worksheets[0].iter_rows(values_only=True)
    place = list(COLUMNS).index("decision")
    assert [cell[place] or "" for cell in cells] == [row.decision for row in rows]
    goods = {line.line.number: told.goods(line) for line in lines}
    kept: dict[str, Decimal] = defaultdict(Decimal)
    left_out: Counter[str] = Counter()
    for row in consignments(RegisterQuery(party=told.party)).select_related("line"):
        word, weight = goods[row.line.number].get(row.substance_key), Weight.of_text(row.quantity)
        if word == "dismissed":
            left_out[row.substance_key] += 1
        elif weight.is_exact and (row.certainty != "guess" or word == "confirmed"):
            kept[row.substance_key] += weight.low or 0
    totals = totals_of(consignments(RegisterQuery(party=told.party))).rows
    assert sorted(total.sum for total in totals if total.measured) == sorted(kept.values())
    assert sum(total.dismissed for total in totals) == left_out.total()


def _totals_agree(told: Told, lines: list[ScreenedLine]) -> None:
    """Ask what a later shipment of the party comes to: the acetone of all lines, without what was dismissed."""
    acetone = [line for line in lines if Hit.objects.filter(screened_line=line, substance_key="acetone").exists()]
    dismissed = [line for line in acetone if told.goods(line).get("acetone") == "dismissed"]
    later = screened(
        {**GOODS[0], **DAY, "consignee": told.party, "consignor": "Northgate Reagents Inc"},
        reference=f"{told.case.pk}-later",
        **EXPORT,
    )
    sums = [each for each in stored_answer(later).summary.shipment_findings if each.list == "us-list-2"]
    assert [Decimal(each.total) for each in sums] == [160 * (1 + len(acetone) - len(dismissed))]
    assert [each.dismissed or 0 for each in sums] == [len(dismissed)]


def _dossier_agrees(told: Told, lead: User, words: dict[int, str]) -> None:
    sealed = dossier_json(told.case, lead)
    decisions = json.loads(sealed)["parts"]["decisions"]["lines"]
    assert {decision["line"]: decision["word"] for decision in decisions} == {
        number: word for number, word in words.items() if word
    }
    assert not [check.detail for check in verify(sealed).checks if check.subject == "decisions" and not check.holds]
