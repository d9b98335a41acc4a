"""On generated cases, sums, register, exports, API and dossier all say what people decided, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
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
from tests.database import ON_A_SERVER
from watchlist.access.models import Token
from watchlist.access.scopes import in_order, open_to
from watchlist.cases.decided_answers import DecidedAnswer
from watchlist.cases.dossier.making import dossier_json
from watchlist.cases.dossier.sealing import verify
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import dispose, reopen
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.line_dispositions import dispose_lines
from watchlist.cases.models import CLOSED, Case
from watchlist.cases.party_facts import sums_of_party
from watchlist.cases.referrals import answer_referral
from watchlist.cases.register.query import RegisterQuery, Weight, consignments, totals_of
from watchlist.cases.register.rows import COLUMNS, all_rows, as_csv, as_workbook
from watchlist.engine.answer import ShipmentFinding
from watchlist.engine.reading import party_key
from watchlist.manifests.models import Party
from watchlist.screenings.models import Consignment, Hit, ScreenedLine, Screening
from watchlist.screenings.replaying import stored_answer

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("law")]
ANOTHER = ("wrong_by_name", "wrong_by_number", "wrong_by_structure", "other_substance")
"""Reasons that say that the goods are something else."""
CASES, SHARES = 200, 10
ASKED_OF = range(2 if ON_A_SERVER else SHARES)
"""Of a server a fifth of the cases: what is told is put together of rows, and a case costs seconds there."""
EXPORT = {"origin": "US", "destination": "MX", "operation": "export"}
DAY = {"export_date": "2026-03-05", "origin": "US", "destination": "MX"}
GOODS = (
    {"name": "Acetone", "cas": "67-64-1", "quantity": "160", "unit": "kg"},
    {"name": "Acetic anhydride", "cas": "108-24-7", "quantity": "20", "unit": "kg"},
    {"name": "4-Piperidone hydrochloride", "cas": "41979-39-9", "quantity": "25", "unit": "kg"},
    {"name": "Pipronal", "quantity": "1", "unit": "kg"},
    {"name": "Acetonee", "quantity": "40", "unit": "kg"},
    {"name": "Laboratory reagents, assorted", "quantity": "14", "unit": "pcs"},
    {"name": "Sodium chloride", "cas": "7647-14-5", "quantity": "1000", "unit": "kg"},
)
ACTS = ("confirmed", "agreed", "agreed", "refused", "waiting", "undecided", "nothing")
MOVES = ("refused", "withdrawn", "seized", "held", "held")
STAYS = ("refused", "withdrawn", "seized")
SETTLED = {"confirmed": "confirmed", "agreed": "dismissed", "dismissed": "dismissed"}


@dataclass(slots=True)
class Told:
    """What the test had people say of a case: by line and finding, the word that is in effect, and if it denies."""

    case: Case
    party: str
    held: dict[int, dict[int, tuple[str, bool]]] = field(default_factory=lambda: defaultdict(dict))
    moved: dict[int, str] = field(default_factory=dict)
    """By line, the word in effect on what becomes of it: refused, withdrawn, seized, or held back."""

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
    # In both orders: what becomes of lines is said before they are judged, or after.
    if random.random() < 0.5:
        _dispose_some(told, random, officer)
        told.case.refresh_from_db()
        if told.case.state == CLOSED:
            told.moved = told.moved if LineDisposition.objects.filter(case=told.case).exists() else {}
            reopen(case=told.case, note="To be judged.", actor=officer)
    for line in ScreenedLine.objects.filter(screening=told.case.screening).select_related("line"):
        act = random.choice(ACTS)
        for position in positions_to_judge(line):
            told.held[line.line.number] |= _said(told.case, line, position, random, act, (officer, second))
            act = random.choice(ACTS) if random.random() < 0.2 else act
    _dispose_some(told, random, officer)
    return told


def _dispose_some(told: Told, random: Random, officer: User) -> None:
    """Say on some lines that they do not go or are held back, or refuse all; what is closed is maybe reopened."""
    told.case.refresh_from_db()
    if told.case.state == CLOSED:
        return
    numbers = sorted(ScreenedLine.objects.filter(screening=told.case.screening).values_list("line__number", flat=True))
    if not told.moved and random.random() < 0.1:
        dispose(case=told.case, word="refused", note="No permit.", actor=officer)
        if random.random() < 0.5:
            reopen(case=told.case, note="The permit came.", actor=officer)
        else:
            told.moved |= dict.fromkeys(numbers, "refused")
        return
    for number in numbers:
        if told.case.state != CLOSED and random.random() < 0.2:
            word = random.choice(MOVES)
            dispose_lines(case=told.case, lines=[number], word=word, note="As seen.", actor=officer)
            told.moved[number] = word
            told.case.refresh_from_db()


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


@pytest.mark.parametrize("share", ASKED_OF)
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
        if told.moved.get(row.line.number) in STAYS:
            continue
        if word == "dismissed":
            left_out[row.substance_key] += 1
        elif weight.is_exact and (row.certainty != "guess" or word == "confirmed"):
            kept[row.substance_key] += weight.low or 0
    totals = totals_of(consignments(RegisterQuery(party=told.party))).rows
    assert sorted(total.sum for total in totals if total.measured) == sorted(kept.values())
    assert sum(total.dismissed for total in totals) == left_out.total()


def _totals_agree(told: Told, lines: list[ScreenedLine]) -> None:
    """Ask what a later shipment of the party comes to: the acetone of all lines, without what people left out.

    It is its own, and what the register comes to for the party; and so are the shown sums of the shipment itself.
    """
    acetone = [line for line in lines if Hit.objects.filter(screened_line=line, substance_key="acetone").exists()]
    stays = [line for line in acetone if told.moved.get(line.line.number) in STAYS]
    rest = [line for line in acetone if line not in stays]
    dismissed = [line for line in rest if told.goods(line).get("acetone") == "dismissed"]
    guesses = [line for line in rest if line not in dismissed and not _is_counted(told, line)]
    counted = sum((_weight(line) for line in rest if line not in dismissed and line not in guesses), Decimal(0))
    assert _registered(told) == counted
    [own] = _sums_of(told.case.screening)
    assert Decimal(own.decided.total if own.decided else own.total) == counted
    later = screened(
        {**GOODS[0], **DAY, "consignee": told.party, "consignor": "Northgate Reagents Inc"},
        reference=f"{told.case.pk}-later",
        **EXPORT,
    )
    [found] = _sums_of(later)
    assert Decimal(found.total) == 160 + counted
    assert (found.dismissed or 0, found.not_moved or 0) == (len(dismissed), len(stays))
    assert len([parcel for parcel in found.parcels if parcel.stored]) == len(rest) - len(dismissed)
    assert _registered(told) == Decimal(found.total)
    year = sums_of_party(Party.objects.get(key=party_key(told.party)), date(2026, 11, 1)).rows
    [of_year] = [row for row in year if row.substance == "acetone" and row.limit is None]
    assert of_year.total == Decimal(found.total)


def _registered(told: Told) -> Decimal:
    rows = totals_of(consignments(RegisterQuery(substance="acetone", party=told.party))).rows
    return next((row.sum for row in rows if row.name.lower() == "acetone"), Decimal(0))


def _sums_of(screening: Screening) -> list[ShipmentFinding]:
    """Return the sums of acetone of a screening, as they are shown."""
    sums = DecidedAnswer(screening).summary(stored_answer(screening).summary).shipment_findings
    return [found for found in sums if found.list == "us-list-2" and found.entry.endswith("/acetone")]


def _is_counted(told: Told, line: ScreenedLine) -> bool:
    """Say whether what the goods are is sure: they were read so, or people confirmed it."""
    row = Consignment.objects.get(screening=line.screening, line=line.line, substance_key="acetone")
    return row.certainty != "guess" or told.goods(line).get("acetone") == "confirmed"


def _weight(line: ScreenedLine) -> Decimal:
    row = Consignment.objects.get(screening=line.screening, line=line.line, substance_key="acetone")
    return Weight.of_text(row.quantity).low or Decimal(0)


def _dossier_agrees(told: Told, lead: User, words: dict[int, str]) -> None:
    sealed = dossier_json(told.case, lead)
    decisions = json.loads(sealed)["parts"]["decisions"]["lines"]
    assert {decision["line"]: decision["word"] for decision in decisions} == {
        number: word for number, word in words.items() if word
    }
    assert not [check.detail for check in verify(sealed).checks if check.subject == "decisions" and not check.holds]
