from __future__ import annotations

import csv
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from watchlist.engine.reading import data_tables
from watchlist.engine.reading.columns import FIELDS
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import Contents, DeclaredLine
from watchlist.engine.reading.readers import read_manifest
from watchlist.engine.reading.readers.edifact import interchange, read_edifact
from watchlist.engine.reading.readers.edifact.meanings import MEANINGS, READINGS

FIXTURES = Path(__file__).parents[2] / "fixtures" / "manifests"
TABLES = Path(data_tables.__file__).with_name("data") / "edifact"
SEGMENTS = [
    "GID+1",
    "CNI+1",
    "RFF+BM:2",
    "EQD+CN+3",
    "SGP+4",
    "TDT+10",
    "TDT+20",
    "QTY+12:5:KGM",
    "XYZ+6",
    "?'+7",
    "lower",
]
SAID_BY_LABELS = {
    value for several in MEANINGS.values() for meaning in several for term in meaning.along for value in term.values
}
BODIES = st.one_of(
    st.sampled_from([*SEGMENTS, "XYZ+6", "?'+7", "lower"]),
    st.builds(
        "{}+{}".format,
        st.sampled_from(["FTX", "MEA", "LOC", "DTM", "NAD", "PIA", "CST", "DGS", "IMD", "PAC", "RFF", "MOA"]),
        st.text(alphabet="AZCN9124:+ ,.?-", max_size=24).map(lambda text: text.removesuffix("?")),
    ),
)


def message(*segments: str, kind: str = "IFTMIN", count: int | None = None) -> str:
    return "'".join([f"UNH+1+{kind}:D:11B:UN", *segments, f"UNT+{count or len(segments) + 2}+1", ""])


def read(*messages: str, syntax: str = "UNOC:3") -> Contents:
    whole = f"UNB+{syntax}+A+B+260401:1000+1'{''.join(messages)}UNZ+{len(messages)}+1'"
    return read_edifact(whole.encode())


def only(*segments: str, kind: str = "IFTMIN") -> DeclaredLine:
    [line] = read(message("GID+1", *segments, kind=kind)).lines
    return line


def codes(line: DeclaredLine) -> list[str]:
    return [problem.code for problem in line.problems]


def test_a_cargo_report_is_read_item_by_item() -> None:
    manifest = read_manifest(str(FIXTURES / "cuscar.edi"))
    names = [line.fields.get("name") for line in manifest.lines]
    assert names == ["ACETIC ANHYDRIDE CAS 108-24-7 MIN 99 %", "POTASSIUM PERMANGANATE", None, None]
    assert not any(line.problems for line in manifest.lines)
    first = manifest.lines[0].fields
    assert (first["cas"], first["un_number"], first["hs_code"]) == ("108-24-7", "1715", "29152400")
    assert (first["quantity"], first["unit"], first["packages"]) == ("16000", "KGM", "80 STEEL DRUMS")
    assert (first["origin"], first["transit"], first["destination"]) == ("CN", "NL", "DE")
    assert (first["export_date"], first["arrival_date"]) == ("20260401", "20260428")


def test_an_instruction_is_read_item_by_item() -> None:
    first, second, third = read_manifest(str(FIXTURES / "iftmin.edi")).lines
    assert first.fields["name"] == "DIETHYL ETHER AND A SECOND LINE; ETHER + STABILISER"
    assert (first.fields["cas"], first.fields["hs_code"]) == ("60-29-7", "290911")
    assert second.fields["consignor"] == "江苏示例化工有限公司"
    assert "name" not in second.fields
    assert third.fields["consignor"] == "ANOTHER CONSIGNOR"
    assert third.fields["consignee"] == "MÜLLER CHEMIE GMBH HAFENSTRASSE 1 DUISBURG"


def test_what_holds_for_a_consignment_ends_with_it() -> None:
    consignment = ["CNI+1", "NAD+CZ+++ACME", "LOC+35+DE", "GID+1", "GID+2"]
    lines = read(message("NAD+CN+++BETA", *consignment, "CNI+2", "GID+1", kind="CUSCAR")).lines
    assert [line.fields.get("consignor") for line in lines] == ["ACME", "ACME", None]
    assert [line.fields.get("origin") for line in lines] == ["DE", "DE", None]
    assert [line.fields.get("consignee") for line in lines] == ["BETA"] * 3


def test_the_next_transport_document_of_a_cargo_report_begins_anew() -> None:
    segments = ["CNI+1", "RFF+BM:A", "NAD+CZ+++ACME", "GID+1", "RFF+AAQ:BOX", "GID+2", "RFF+BM:B", "GID+1"]
    lines = read(message(*segments, kind="CUSCAR")).lines
    assert [line.fields.get("consignor") for line in lines] == ["ACME", "ACME", None]


def test_a_consignment_without_goods_items_is_a_line() -> None:
    lines = read(message("CNI+1", "NAD+CZ+++ACME", "CNI+2", "GID+1", kind="CUSCAR")).lines
    assert [line.fields for line in lines] == [{"consignor": "ACME"}, {"line": "1"}]


def test_an_item_speaks_before_its_message() -> None:
    line = only("NAD+CZ+++OWN")
    whole = read(message("NAD+CZ+++ALL", "FTX+AAA+++GENERAL", "GID+1", "NAD+CZ+++OWN", "FTX+AAA+++ACETONE"))
    assert line.fields["consignor"] == "OWN"
    assert (whole.lines[0].fields["consignor"], whole.lines[0].fields["name"]) == ("OWN", "ACETONE")
    assert whole.lines[0].declared["NAD+CZ (2)"] == "ALL"
    assert whole.lines[0].problems == ()


def test_equipment_gives_no_field_and_is_declared() -> None:
    line = only("FTX+AAA+++ACETONE", "EQD+CN+BOX", "NAD+CZ+++DEPOT", "MEA+AAE+AAL+KGM:9999")
    assert line.fields == {"line": "1", "name": "ACETONE"}
    assert line.declared["MEA+AAE+AAL segment"] == "MEA+AAE+AAL+KGM:9999"


@pytest.mark.parametrize(
    ("segments", "amount"),
    [
        (["MEA+AAE+AAL+KGM:25"], ("25", "KGM")),
        (["MEA+WT+AAC+TNE:2,5"], ("2.5", "TNE")),
        (["MEA+AAE+AAB+KGM:30"], (None, None)),
        (["MEA+AAE+G+KGM:30"], (None, None)),
        (["MEA+WT++KGM:30"], ("30", "KGM")),
        (["MEA+WT++KGM:30", "QTY+1:25:KGM"], ("25", "KGM")),
        (["MEA+WT+G+KGM:30"], (None, None)),
        (["MEA+AAE+AAB+KGM:30", "MEA+AAE+AAL+KGM:25"], ("25", "KGM")),
        (["MEA+AAE+AAX+LTR:40", "MEA+AAE+AAL+KGM:25"], ("25", "KGM")),
        (["MEA+AAE+AAX+LTR:40", "MEA+AAE+AAL+:25"], ("25", None)),
        (["MEA+AAE+AAX+LTR:40"], ("40", "LTR")),
        (["MEA+AAE+AAL:7+KGM:25"], (None, None)),
        (["MEA+AAY+AAL+KGM:25"], (None, None)),
        (["SGP+BOX+40", "MEA+AAE+AAL+KGM:10"], (None, None)),
        (["QTY+12:1000:LTR"], ("1000", "LTR")),
        (["QTY+52:1000:LTR"], (None, None)),
        (["MEA+AAE+AAL+KGM:12,125"], ("12.1250", "KGM")),
        (["MEA+AAE+AAL+KGM:12,000"], ("12", "KGM")),
        (["MEA+AAE+AAL+KGM:LOTS"], ("LOTS", "KGM")),
    ],
)
def test_a_quantity_is_net_and_never_of_a_part(segments: list[str], amount: tuple[str | None, str | None]) -> None:
    fields = only(*segments).fields
    assert (fields.get("quantity"), fields.get("unit")) == amount


def test_a_total_of_a_cargo_report_is_no_quantity_of_its_last_item() -> None:
    assert "quantity" not in only("QTY+12:1000:KGM", kind="CUSCAR").fields


@pytest.mark.parametrize(
    ("segment", "field", "text"),
    [
        ("PIA+5+290911:HS", "hs_code", "290911"),
        ("PIA+1+LOT7:NB+290911:HS", "hs_code", "290911"),
        ("PIA+1+67-64-1:SSI", "cas", "67-64-1"),
        ("PIA+1+67-64-1:SA", "cas", "67-64-1"),
        ("PIA+1+67-64-2:SA", "cas", None),
        ("PIA+1+67-64-2:SSI", "cas", "67-64-2"),
        ("PIA+1+1090:SSO", "un_number", "1090"),
        ("CST++29141100", "hs_code", "29141100"),
        ("CST++1000", "hs_code", None),
        ("CST++290911:117", "hs_code", None),
        ("CST++1000:117+290911:169", "hs_code", "290911"),
        ("RFF+ABD:290911", "hs_code", "290911"),
        ("DGS+IMD+3+1090", "un_number", "1090"),
        ("FTX+AAA+++ACETONE C.A.S. No.: 67-64-1", "cas", "67-64-1"),
        ("FTX+AAA+++ACETONE REF 67-64-1", "cas", None),
        ("FTX+AAA+++CAS 67-64-1 WITH CAS 108-88-3", "cas", None),
        ("FTX+AAD+++ACETONE", "name", "ACETONE"),
        ("IMD+F++:::ACETONE:PURE", "name", "ACETONE PURE"),
        ("IMD+F+162+:::ACETONE", "name", "ACETONE"),
        ("IMD+F+35+:::BLUE", "name", None),
        ("PAC+80++DR", "packages", "80 DR"),
        ("LOC+27+CN:162:5", "origin", "CN"),
        ("LOC+27+:::CHINA", "origin", "CHINA"),
        ("LOC+27+CHINA", "origin", "CHINA"),
        ("LOC+27+CNSHA:139:6", "origin", "CN"),
        ("LOC+9+CNSHA:139:6", "origin", "CN"),
        ("LOC+9+AMS:139:3", "origin", None),
        ("LOC+9+:::HAMBURG", "origin", "DE"),
        ("LOC+9+SHANGHAI", "origin", "CN"),
        ("LOC+11+:::Le Havre", "destination", "FR"),
        ("LOC+9+:::Cartagena", "origin", None),
        ("LOC+9+:::Nowhere", "origin", None),
        ("LOC+8+DEDUI", "destination", "DE"),
        ("LOC+49+BE", "transit", "BE"),
        ("DTM+136:20260401:102", "export_date", "20260401"),
        ("DTM+186:202604012359:203", "export_date", "2026-04-01"),
        ("DTM+133:260401:101", "export_date", "2026-04-01"),
        ("DTM+133:2026040120260405:718", "export_date", None),
        ("DTM+178:20261301:203", "arrival_date", "20261301"),
        ("DTM+132:20260401", "arrival_date", "20260401"),
        ("NAD+CZ+X1", "consignor", "X1"),
        ("NAD+EX++ACME:STREET 1", "consignor", "ACME STREET 1"),
        ("NAD+N1+++NOTIFIED", "consignee", None),
    ],
)
def test_a_qualifier_tells_what_a_segment_says(segment: str, field: str, text: str | None) -> None:
    assert only(segment).fields.get(field) == text


def test_the_plainer_of_two_dates_and_places_is_taken() -> None:
    line = only("DTM+133:20260401:102", "DTM+136:20260403:102", "LOC+27+IN", "LOC+35+DE", "LOC+11+NLRTM", "LOC+28+FR")
    assert line.fields["export_date"] == "20260403"
    assert (line.fields["origin"], line.fields["transit"], line.fields["destination"]) == ("DE", "NL", "FR")
    assert line.problems == ()


def test_two_that_speak_alike_and_differ_are_a_problem() -> None:
    line = only("DGS+IMD+3+1090", "DGS+IMD+8+1715")
    assert line.fields["un_number"] == "1090"
    assert codes(line) == ["fields_differ"]


def test_a_released_character_is_text() -> None:
    assert only("FTX+AAA+++5?+1 MIX?: 50?'S ??").fields["name"] == "5+1 MIX: 50'S ?"


def test_the_service_characters_are_those_of_una() -> None:
    text = "UNA*!.\\ ~UNB!UNOA*1!A!B~UNH!1!IFTMIN*D*96A*UN~GID!1~FTX!AAA!!!IT'S + \\~ 5*PURE~UNT!4!1~UNZ!1!1~"
    assert read_edifact(text.encode()).lines[0].fields["name"] == "IT'S + ~ 5 PURE"


def test_the_separators_of_level_b_need_no_una() -> None:
    text = "UNB+UNOB:1+A+B+260401:1000+1'UNH+1+IFTMIN:D:96A:UN'GID+1'FTX+AAA+++WHAT?'UNT+4+1'UNZ+1+1'"
    level_b = text.translate(str.maketrans(":+'", "\x1f\x1d\x1c"))
    assert read_edifact(level_b.encode()).lines[0].fields["name"] == "WHAT?"


@pytest.mark.parametrize(
    ("syntax", "codec", "name"),
    [
        ("UNOC", "latin-1", "Salzsäure"),
        ("UNOE", "iso8859-5", "Ацетон"),
        ("UNOF", "iso8859-7", "Ακετόνη"),
        ("UNOY", "utf-8", "丙酮"),
        ("UNOA", "utf-8", "Ацетон"),
        ("UNOA", "latin-1", "Acétone"),
        ("UNOC", "utf-16", "丙酮"),
    ],
)
def test_the_character_set_is_that_of_unb(syntax: str, codec: str, name: str) -> None:
    text = f"UNB+{syntax}:3+A+B+260401:1000+1'{message('GID+1', f'FTX+AAA+++{name}')}UNZ+1+1'"
    assert read_edifact(text.encode(codec)).lines[0].fields["name"] == name


def test_a_file_cut_into_records_of_one_length_is_whole_again() -> None:
    text = f"UNB+UNOC:3+A+B+260401:1000+1'{message('GID+1', 'FTX+AAA+++ACETONE TECHNICAL GRADE')}UNZ+1+1'"
    records = "\r\n".join(text[at : at + 40] for at in range(0, len(text), 40))
    assert read_edifact(records.encode()).lines[0].fields["name"] == "ACETONE TECHNICAL GRADE"


def test_all_messages_of_an_interchange_are_read_in_order() -> None:
    one, two = message("GID+1", "FTX+AAA+++A", "GID+2"), message("GID+1", "FTX+AAA+++B", kind="CUSCAR")
    contents = read(one, message("ERP+1", kind="CONTRL"), two)
    assert [(line.number, line.fields.get("name")) for line in contents.lines] == [(1, "A"), (2, None), (3, "B")]
    assert contents.left_unread == ("message 2, CONTRL",)
    assert not any(line.problems for line in contents.lines)


def test_a_message_of_a_type_not_known_is_read_for_its_goods_items() -> None:
    assert only("FTX+AAA+++ACETONE", kind="XYZABC").fields["name"] == "ACETONE"


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (message("GID+1", "GID+2", count=9), "it says that it holds 9 segments; 4 were found"),
        (message("GID+1", "GID+2").split("UNT")[0], "UNT is missing"),
        (message("GID+1", "GID+2").split("UNT")[0] + "FTX+AAA+++ACET", "not closed"),
        (message("GID+1") + message("GID+2"), "UNZ is missing"),
        (message("GID+1") + message("GID+2") + "UNZ+3+1'", "it says that it holds 3 messages; 2 were found"),
        (message("GID+1", "GID+2") + "UNH+2+IFTMIN'BGM+340'", "UNT is missing"),
    ],
)
def test_a_truncated_interchange_says_so_on_its_last_line(kept: str, words: str) -> None:
    first, last = read_edifact(f"UNB+UNOC:3+A+B+260401:1000+1'{kept}".encode()).lines
    assert first.problems == ()
    assert any(problem.code == "message_truncated" and words in problem.detail for problem in last.problems)


def test_a_segment_that_cannot_be_read_is_kept_and_hurts_no_neighbour() -> None:
    first, second = read(message("GID+1", "ftx+AAA", "FTX+AAA+++ACETONE", "GID+2")).lines
    assert (first.declared["unreadable segment"], first.fields["name"]) == ("ftx+AAA", "ACETONE")
    assert (codes(first), codes(second)) == (["segment_unreadable"], [])


def test_what_is_not_understood_is_named_once() -> None:
    contents = read(message("BGM+340+7", "GID+1", "MOA+44:5", "GID+2", "MOA+44:6"))
    assert [column.name for column in contents.columns if column.field is None] == ["MOA+44 segment", "BGM segment"]
    assert "BGM segment" not in contents.lines[1].declared


@settings(max_examples=150)
@given(st.lists(BODIES, max_size=25), st.sampled_from(["IFTMIN", "CUSCAR", "OTHER"]))
def test_no_segment_is_lost(segments: list[str], kind: str) -> None:
    whole = message("GID+0", *segments, kind=kind)
    declared = "\n".join(text for line in read(whole).lines for cell in line.declared.items() for text in cell)
    for segment in list(interchange.read_segments(whole.encode()))[1:-1]:
        parts = {part.strip() for parts in segment.elements for part in parts} - SAID_BY_LABELS
        assert segment.written in declared or (any(parts) and all(part in declared for part in parts))


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=200), st.lists(BODIES).map("'".join).map(str.encode)), st.booleans())
def test_no_bytes_raise_anything_but_a_refusal(data: bytes, headed: bool) -> None:
    with suppress(ManifestError):
        read_edifact((b"UNB+UNOC:3+A+B'UNH+1+IFTMIN'GID+1'" if headed else b"UNA") + data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"Name,CAS\nAcetone,67-64-1\n", 'it begins "Name,CAS'),
        (b"\0\1\2\3" * 50, "no UN/EDIFACT interchange"),
        (b"UNA''''''UNB'", "no usable service characters"),
        (b"UNA:+.?", "no UN/EDIFACT interchange"),
        (b"UNB+UNOC:3+A+B'UNH+1+CONTRL:D:3:UN'UCI+1'UNT+3+1'UNZ+1+1'", "found 1 of type CONTRL"),
        (b"UNB+UNOC:3+A+B'UNH+1+IFTSTA:D:96A:UN'CNI+1'STS+1'UNT+4+1'UNZ+1+1'", "found 1 of type IFTSTA"),
        (b"UNB+UNOC:3+A+B'UNZ+0+1'", "found no message"),
        (b"UNB+UNOC:3+" + b"?" * 1_000_001, "lists no goods items"),
        (b"UNB+UNOC:3+A'" + b"+" * 1_000_000, "lists no goods items"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.edi"
    path.write_bytes(data)
    with pytest.raises(ManifestError) as refused:
        read_manifest(str(path))
    assert reason in str(refused.value)
    assert str(refused.value).isprintable()


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interchange, "MOST_BYTES", 10)
    with pytest.raises(ManifestError, match="split it"):
        read(message("GID+1"))


@pytest.mark.parametrize("table", sorted(TABLES.glob("*.csv")), ids=lambda path: path.stem)
def test_each_fact_has_a_source_and_a_confidence(table: Path) -> None:
    with table.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            assert row["title"]
            assert row["source"]
            assert row["confidence"] in ("confirmed", "reported", "unverified")


def test_each_element_is_read_into_a_field_that_exists() -> None:
    with (TABLES / "elements.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            assert row["field"] in ("", "packages", *FIELDS)
            assert row["reading"] in READINGS
