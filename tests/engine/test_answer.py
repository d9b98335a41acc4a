"""The types of an answer are exactly what the service writes: each record is read strictly, and written as it was."""

from __future__ import annotations

import gzip
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from types import NoneType
from typing import Any

import openpyxl
import orjson
import pytest
from django.contrib.auth.models import Group, User
from msgspec import Struct, convert, json
from openpyxl.comments import Comment

from tests.acceptance.asking import ask, ask_all
from tests.authorisations.papers import DAY, LINE, on_file
from tests.canonical import canonical
from tests.internal_lists.conftest import FILE
from tests.list_updates.noticed import keep, proposal
from tests.plain_answers import PlainAnswer
from tests.promises import goods
from tests.screenings.suppressions.laid_down import (
    ASKED,
    CONFLICT,
    ESTER,
    GUESSED,
    NOTE,
    RELATIVE,
    all_suppressed,
    first,
    in_days,
    records_of,
    stored,
    suppressed,
)
from watchlist.engine.answer import Answer, Line, SuppressedConflict, SuppressedFinding
from watchlist.engine.answer_codec import RecordUnreadable, as_mapping, decode, decode_as, encode
from watchlist.engine.answer_shown import ALWAYS_SHOWN, ShownLine, ShownSuppressedFinding
from watchlist.engine.decision.applied_rulings import SUPPRESSED_NOTE
from watchlist.engine.decision.question import Question
from watchlist.engine.host import ROOT
from watchlist.engine.reading.readers import manifest_from_payload, manifest_from_upload, read_manifest
from watchlist.engine.vocabulary import IdentityField, Operation, PartyMatch, RouteAnswer, Tier, Word
from watchlist.internal_lists.list_file import read_house_list
from watchlist.internal_lists.lists import HouseListFacts, import_entries, open_house_list, show_to
from watchlist.internal_lists.visibility import visible_editions
from watchlist.results.redaction import redacted
from watchlist.screenings.models import Screening
from watchlist.screenings.pipeline import screen, stream
from watchlist.screenings.suppressions import suppressing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

MANIFESTS = sorted(path for path in (ROOT / "fixtures" / "manifests").iterdir() if path.suffix != ".md")
PARTIES = {"consignor": "Northgate Reagents Inc", "consignee": "Beauval SARL"}
LINES: Sequence[dict[str, str]] = (
    {"name": "Acetone", "cas": "67-64-1", "quantity": "40 x 25", "unit": "kg", **PARTIES},
    {"name": "Acetone 99.5 % min, in 160 kg drums, UN 1090", "quantity": "1,000", "unit": "l", **PARTIES},
    {"name": "Acetic anhydride", "cas": "7647-14-5"},
    {"name": "Acetic anhydride", "cas": "108-24-8", "smiles": "C1CC"},
    {"name": "Ephedrine tablets 30 mg", "quantity": "1000", "unit": "tablets", "product_form": "medicine"},
    {"name": "sassafras oil 99 %", "quantity": "5", "unit": "kg"},
    {"name": "4-Piperidone hydrochloride", "smiles": "O=C1CCNCC1.Cl", "quantity": "3", "unit": "kg"},
    {"name": "Pipronal"},
    {"smiles": "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccc(F)cc2)CC1"},
    {"smiles": "CCCCN(CCCC)CCn1c(Cc2ccc(OCC)cc2)nc2cc([N+](=O)[O-])ccc12"},
    {"smiles": "O=C(O)Cc1ccc(F)cc1"},
    {"smiles": "CCOC(=O)Cc1ccccc1"},
    {"smiles": "[2H]C([2H])([2H])C(=O)OC(C)=O"},
    {"smiles": "C[C@@H](N)[C@H](O)c1ccccc1"},
    {"smiles": "OS(O)(=O)=O.O"},
    {"name": "pyridine"},
    {"name": "Methamphetamine"},
    {"name": "Diazepam in methanol, 1 mg/ml"},
    {"hs_code": "29143100", "name": "goods"},
    {"un_number": "UN 1993", "name": "Flammable liquid, n.o.s."},
    {"name": "Laboratory reagents, assorted"},
    {"name": "Hydrochloric acid 37 %", "quantity": "about 20", "unit": "l"},
    {"inchikey": "ZSIAUFGUXNUGDI-UHFFFAOYSA-N"},
    {"name": "Toluene / acetone 50 %", "origin": "Nowhere", "date": "03/04/05"},
    {"name": "red phosphorus", "origin": "US", "destination": "XI", "date": "2021-01-12"},
    {"name": "Kaliumpermanganat, technisch", "remarks": "CAS 7722-64-7"},
    {"smiles": "C#CC(O)(/C=C\\Cl)CC"},
    {"smiles": "CC(O)(Cc1ccc2c(c1)OCO2)S(=O)(=O)[O-].[Na+]"},
    {"name": "acetone purified, Mar 2026"},
    {"name": "acetone CAS No."},
    {"name": "ephedrine preparation, FOB, brand new"},
    {},
)
ROUTES: Sequence[dict[str, Any]] = (
    {},
    {"origin": "US", "destination": "DE", "operation": "import"},
    {"origin": "CN", "destination": "MX", "transit": ("US",), "operation": "export"},
    {"origin": "FR", "destination": "BR", "as_of": "2019-02-01"},
    {"origin": "IN", "destination": "AU", "operator_country": "GB"},
    {"operation": "domestic", "origin": "CA", "destination": "CA"},
    {"operation": "domestic", "origin": "US", "destination": "US"},
    {"jurisdictions": ("UN", "US"), "as_of": "2025-12-01"},
)
DATED = {"date": "2025-01-02", "export_date": "2025-01-03", "arrival_date": "2025-02-04", "order_date": "2024-12-24"}


def test_a_record_as_a_mapping_is_what_it_is_written_as() -> None:
    manifest = manifest_from_payload({"lines": [dict(line) for line in LINES]})
    for record in stream(manifest, Question(origin="US", destination="MX", operation="export")):
        plain = as_mapping(record)
        assert orjson.dumps(plain) == encode(record) == canonical(plain).encode()
        assert decode(plain) == record
        assert {type(part) for part in parts_of(plain)} <= {dict, list, str, int, float, bool, NoneType}


def parts_of(part: object) -> Iterator[object]:
    """Yield a value and every one within it."""
    yield part
    inner = [*part, *part.values()] if isinstance(part, dict) else part if isinstance(part, list) else []
    yield from (deeper for of in inner for deeper in parts_of(of))


def same(records: Iterable[dict[str, Any]]) -> list[Any]:
    """Return the records as types, once it is certain that each is written again as it was."""
    read = []
    for record in records:
        text = canonical(record).encode()
        typed = decode(text)
        assert encode(typed) == text
        assert decode(record) == typed
        read.append(typed)
    return read


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_the_answer_to_a_file_is_written_as_it_was(path: Any) -> None:
    answer = PlainAnswer.of(
        screen(read_manifest(str(path)), Question(origin="US", destination="MX", operation="export"))
    )
    read = same(answer.records())
    assert list(Answer.from_records(read).records()) == read


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_the_answer_to_lines_of_every_sort_is_written_as_it_was(route: dict[str, Any]) -> None:
    same(ask_all([*LINES, *({**line, **DATED} for line in LINES[:9])], **route).records())


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_the_sentence_on_a_line_that_law_controls_is_its_parts(route: dict[str, Any]) -> None:
    for line in same(ask_all(list(LINES), **route).lines):
        assert bool(line.sentence_parts) == (line.verdict == "controlled")
        if line.sentence_parts:
            assert line.sentence_parts.sentence == line.explanation
            assert line.sentence_parts.controlled_by.startswith("Controlled by ")


def test_what_is_set_aside_on_a_line_that_law_controls_is_a_part_of_its_sentence(
    officer: User, second_officer: User
) -> None:
    line = {**GUESSED, "cas": "108-24-7"}
    row = stored(line)
    at = next(at for at, finding in enumerate(records_of(row)["findings"]) if finding["certainty"] == "guess")
    suppressed(row, at, officer, second_officer)
    (read,) = same(ask_all([line], **ASKED).lines)
    assert (read.verdict, read.sentence_parts.goods) == ("controlled", "Acetic anhydride")
    assert read.sentence_parts.more == SUPPRESSED_NOTE
    assert read.sentence_parts.sentence == read.explanation


def test_these_lines_meet_every_tier() -> None:
    records = (record for route in ROUTES for record in same(ask_all(list(LINES), **route).lines))
    assert {finding.tier for line in records for finding in line.findings} == set(Tier)


@pytest.mark.long
def test_the_answers_to_goods_of_every_kind_are_written_as_they_were_and_use_every_word() -> None:
    lines = [dict(line) for line in goods.written()]
    for kind in (goods.held(), goods.akin(), goods.of_commerce()[::4], goods.everyday()[::4], goods.misspelt()[::2]):
        lines += [{field: texts[0]} for thing in kind for field, texts in thing.said.items()]
    lines.append({"name": "chemicals", "remarks": "contains acetic anhydride"})
    read = same(ask_all(lines, origin="US", destination="DE").records())
    for route in ROUTES:
        read += same(ask_all([*LINES, *({**line, **DATED} for line in LINES)], **route).records())
    for operation in Operation:
        read += same(ask_all([LINES[0]], operation=operation.value).records())
    met: dict[type[Word], set[Word]] = defaultdict(set)
    for word in words_in(read):
        met[type(word)].add(word)
    lacking = {word for of, words in met.items() for word in set(of) - words}
    # A comment takes a workbook, a party that is known a stored shipment, and a route that somebody checked a stored
    # check: they are asked elsewhere.
    assert lacking <= {IdentityField.COMMENT, *PartyMatch, *RouteAnswer}


def words_in(part: object) -> Iterator[Word]:
    """Yield every word in a part of an answer."""
    if isinstance(part, Word):
        yield part
    elif isinstance(part, Struct):
        yield from (word for name in part.__struct_fields__ for word in words_in(getattr(part, name)))
    elif isinstance(part, list | tuple | dict):
        yield from (word for inner in part for word in words_in(inner))


def test_what_is_on_the_horizon_is_written_as_it_was() -> None:
    keep(proposal(), proposal("fr-2026-00002", kind="rule", comments_close_on=None))
    coverage, line, _ = same(ask_all([{"cas": "67-64-1", "date": "2026-03-01"}], proposals=True).records())
    assert coverage.proposals.notices == len(line.proposals) == 2


def test_what_two_people_set_aside_is_a_finding_or_a_conflict(officer: User, second_officer: User) -> None:
    for line in (GUESSED, RELATIVE):
        all_suppressed(line, officer, second_officer)
    row = stored(ESTER)
    suppressed(row, first(row, "near_boundary"), officer, second_officer)
    row = suppressing.request_conflict_suppression(
        line=stored(CONFLICT), position=0, until=in_days(9), note=NOTE, actor=officer
    )
    suppressing.answer_suppression(suppression=row, agreed=True, actor=second_officer)
    lines = [GUESSED, RELATIVE, ESTER, CONFLICT]
    guess, relative, ester, conflict = same(ask_all(lines, **ASKED).lines)
    for read in (guess, relative, ester):
        assert read.suppressed
        assert all(isinstance(finding, SuppressedFinding) for finding in read.suppressed)
    (aside,) = conflict.suppressed
    assert isinstance(aside, SuppressedConflict)
    assert (aside.by, aside.second, aside.code) == ("officer", "second-officer", "cas_name_mismatch")
    same_shown(ask_all(lines, **ASKED).lines)


def test_what_is_stored_is_written_as_it_was() -> None:
    row = stored(GUESSED)
    screening = Screening.objects.get(pk=row.screening_id)
    for text in (screening.coverage, row.record, screening.summary):
        assert encode(decode(text)).decode() == text
    assert records_of(row)["record"] == "line"


def test_what_stored_shipments_add_is_written_as_it_was() -> None:
    stored({**LINES[0], "cas": "108-24-7", "name": "Acetic anhydride", "origin": "US", "destination": "DE"})
    line = {**PARTIES, "cas": "108-24-7", "quantity": "900", "unit": "kg", "consignee": "Beauvals S.A.R.L."}
    (summary,) = same([ask_all([line, {**line, **PARTIES}], **ASKED).summary])
    assert any(parcel.stored for total in summary.shipment_findings for parcel in total.parcels)
    assert {link.by for party in summary.parties for link in party.known_as} == {"exact", "similar"}
    assert any(total.similar_total for total in summary.shipment_findings)


def test_a_house_list_is_written_as_it_was(second_officer: User) -> None:
    house = open_house_list(facts=HouseListFacts("house-plants", "Plants"), owner="lead", actor="lead")
    import_entries(house_list=house, list_file=read_house_list("list.csv", FILE), actor="lead")
    group = Group.objects.create(name="Plant")
    show_to(house_list=house, group=group, actor="lead")
    second_officer.groups.add(group)
    overlay = visible_editions(second_officer).overlay(datetime.now(UTC))
    assert overlay is not None
    answer = ask_all([{"cas": "58-08-2"}, {"name": "QX-7"}, {"smiles": "Cc1ccccc1[NH3+].[Cl-]"}, LINES[0]])
    coverage, *lines, _ = same(map(as_mapping, overlay.records(answer.typed.records())))
    assert coverage.lists[-1].house is True
    assert [finding.instrument for line in lines for finding in line.findings if finding.list == "house-plants"] == [
        None
    ] * 3


def test_what_a_workbook_hides_and_an_officer_corrected_is_written_as_it_was() -> None:
    book = openpyxl.Workbook()
    (sheet,) = book.worksheets
    for row in (["Name", "Ware", "CAS"], ["goods", "Acetone", "67-64-1"], ["goods", "Toluene", ""]):
        sheet.append(row)
    sheet["A2"].comment = Comment("It is 108-24-7", "officer")
    sheet["F9"].comment = Comment("on no line", "officer")
    sheet.row_dimensions[3].hidden = sheet.column_dimensions["C"].hidden = True
    for state in ("hidden", "veryHidden"):
        hidden = book.create_sheet(state)
        hidden.append(["Name"])
        hidden.append(["Acetic anhydride"])
        hidden.sheet_state = state
    out = io.BytesIO()
    book.save(out)
    manifest = manifest_from_upload("goods.xlsx", out.getvalue(), lambda _: {"name": None, "ware": "name"})
    coverage, line, *_ = same(PlainAnswer.of(screen(manifest, Question())).records())
    first, *others = coverage.read.sheets
    assert (first.hidden_rows, len(first.hidden_columns), len(first.comments)) == (1, 1, 1)
    assert [of.visibility for of in others] == ["hidden", "very_hidden"]
    assert [(column.column, column.field) for column in coverage.read.mapping[:2]] == [("Name", None), ("Ware", "name")]
    assert IdentityField.COMMENT in {read.from_ for read in line.resolution}


def test_what_is_on_file_is_a_condition(officer: User) -> None:
    on_file(officer, quantity="500 kg")
    answer = PlainAnswer.of(screen(manifest_from_payload({"lines": [LINE]}), Question(operation="import"), DAY))
    (line,) = same(answer.lines)
    conditions = [condition for finding in line.findings for condition in finding.conditions]
    assert ("authorisation", "yes") in {(condition.kind, condition.met) for condition in conditions}


def test_a_dossier_of_the_first_format_holds_records_of_these_types() -> None:
    dossier = orjson.loads((ROOT / "fixtures" / "dossiers" / "format-1.json").read_bytes())["parts"]
    (screening,) = dossier["screenings"]
    lines = [line["record"] for line in dossier["lines"]["in_full"]]
    same([screening["coverage"], *lines, screening["summary"]])
    assert lines


def test_the_answer_of_an_engine_of_the_first_day_is_read_and_written_as_it_was() -> None:
    written = gzip.decompress((ROOT / "fixtures" / "answers" / "2026-11-25.jsonl.gz").read_bytes())
    answer = Answer.from_records(same(map(orjson.loads, written.splitlines())))
    assert (answer.summary.lines, answer.summary.controlled) == (22, 14)


def same_shown(records: Iterable[dict[str, Any]]) -> None:
    """Assert that lines without the reasons of their signals are written again as they were."""
    for record in records:
        text = encode(redacted(decode_as(Line, record)))
        assert json.encode(json.decode(text, type=ShownLine, dec_hook=set_aside)) == text


def set_aside(_: type, plain: object) -> object:
    """Return what was set aside as it is shown: a finding of which reasons may be withheld, or a conflict."""
    assert isinstance(plain, dict)
    return convert(plain, ShownSuppressedFinding if "tier" in plain else SuppressedConflict)


def test_a_line_without_its_reasons_is_written_as_it_was() -> None:
    assert {"tier", "branch", "severity", "substance", "explanation"} == ALWAYS_SHOWN
    same_shown(ask_all([RELATIVE, ESTER, *LINES[:6]], **ASKED).lines)


def test_a_key_that_is_not_of_the_contract_is_refused() -> None:
    record = ask(LINES[0])
    with pytest.raises(RecordUnreadable, match="unknown field `more`"):
        decode(record | {"more": 1})
    with pytest.raises(RecordUnreadable, match="missing required field `verdict`"):
        decode({name: value for name, value in record.items() if name != "verdict"})
    with pytest.raises(RecordUnreadable, match="Invalid enum value 'clean'"):
        decode(record | {"verdict": "clean"})
    with pytest.raises(RecordUnreadable):
        decode(b"[")


def test_a_part_of_an_answer_is_never_changed() -> None:
    line = decode(ask(LINES[0]))
    assert isinstance(line, Line)
    with pytest.raises(AttributeError):
        line.verdict = "review"  # type: ignore[misc, assignment]
