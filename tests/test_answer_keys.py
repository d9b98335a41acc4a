"""The check that counts reads of answers by string key: it sees each way to read, and excuses nothing at large."""

from __future__ import annotations

from tests.answer_keys import CODECS, OtherMapping, Read, idle, names, of_answers, others, reads, reads_of_all

PROGRAM = """
line["findings"][0]["tier"]
line.get("verdict", "")
(record or {}).pop("rule")
line["findings"] = []
line["no_field_of_it"], line[name], "tier" in line, line.findings
read(tier="tier")
"""


def test_every_read_by_a_key_of_an_answer_is_seen() -> None:
    found = sorted(reads(PROGRAM, "a.py", names()), key=lambda read: (read.line, read.key))
    assert [(read.line, read.receiver, read.key) for read in found] == [
        (2, "line", "findings"),
        (2, "line['findings'][0]", "tier"),
        (3, "line", "verdict"),
        (4, "record or {}", "rule"),
    ]


def test_the_keys_are_those_of_the_json() -> None:
    assert {"from", "class", "sentence_parts", "obligation_records", "parcels_left_out"} <= names()
    assert not {"from_", "class_"} & names()


def test_what_else_has_such_a_field_is_excused_where_it_is_and_nowhere_else() -> None:
    form = OtherMapping("watchlist/web/*", "*.cleaned_data", "tier verdict", "a form")
    read = Read("watchlist/web/page.py", 1, "form.cleaned_data", "tier")
    elsewhere = (
        Read("watchlist/cases/page.py", 1, "form.cleaned_data", "tier"),
        Read("watchlist/web/page.py", 1, "record", "tier"),
        Read("watchlist/web/page.py", 1, "form.cleaned_data", "rule"),
    )
    assert of_answers([read, *elsewhere], [form]) == list(elsewhere)
    assert idle([read], [form]) == []
    assert idle(elsewhere, [form]) == [form]


def test_the_table_says_why_and_has_no_row_without_use() -> None:
    table, found = others(), reads_of_all()
    assert found
    assert not any(read.path.startswith(CODECS.rstrip("*.py")) for read in found)
    assert idle(found, table) == []
    assert all(other.reason for other in table)
