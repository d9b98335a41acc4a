"""`manage.py screen`, as somebody at a keyboard meets it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import load_workbook

from watchlist.engine.answering import answerers
from watchlist.engine.reading.columns import file_shape
from watchlist.management.commands.screen import Command
from watchlist.manifests.column_choices import correct_columns
from watchlist.screenings.models import Screening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def run(path: Path | str, *options: str) -> tuple[str, int]:
    """Return what the command prints and its exit status."""
    out = io.StringIO()
    try:
        call_command("screen", str(path), *options, stdout=out, stderr=io.StringIO())
    except SystemExit as stop:
        return out.getvalue(), int(stop.code or 0)
    return out.getvalue(), 0


def lines(path: Path | str, *options: str) -> list[dict[str, Any]]:
    """Return the line records of a file."""
    records = [json.loads(line) for line in run(path, "--format", "jsonl", *options)[0].splitlines()]
    assert [records[0]["record"], records[-1]["record"]] == ["coverage", "summary"]
    return records[1:-1]


@pytest.fixture
def manifest(tmp_path: Path) -> Any:
    """Return who writes a file of these bytes."""

    def write(content: bytes | str, name: str = "manifest.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_the_exit_status_says_whether_a_person_is_needed(manifest: Any) -> None:
    assert run(manifest("name\nsodium chloride\n"))[1] == 0
    assert run(manifest("name\nsodium chloride\npiperonal\n"))[1] == 1


@pytest.mark.servers
def test_several_processes_write_what_one_writes(
    manifest: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(answerers, "LONG", 0)
    goods = ["acetone", "piperonal", "sodium chloride", "CC(=O)OCC1CCCCC1"]
    path = manifest(
        "name,quantity,consignee\n" + "".join(f"{name},{n} kg,C{n % 3}\n" for n in range(9) for name in goods)
    )
    written = []
    for processes in (1, 2):
        settings.STRUCTURE_PROCESSES = processes
        target = tmp_path / f"{processes}.jsonl"
        assert run(path, "--format", "jsonl", "--output", str(target)) == ("", 1)
        *records, summary = target.read_text(encoding="utf-8").splitlines()
        written.append((records, {**json.loads(summary), "seconds": 0}))
    assert written[0] == written[1]
    assert len(written[0][0]) == 1 + 36


def test_where_the_system_starts_no_process_that_is_said_in_a_sentence(
    manifest: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchlist.engine.workers.worker_pool._pools", {})  # no child that was started before
    monkeypatch.setattr("watchlist.engine.workers.worker.PROGRAM", ("/no/such/program",))
    with pytest.raises(CommandError, match="/no/such/program") as refused:
        run(manifest("smiles\nCCCCC1CCCCC1CCCCl\n"))
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64), "picture.csv"),
        (b"PK\x03\x04 no workbook", "book.xlsx"),
        (b"{", "broken.json"),
        (b'{"lines": []}', "nothing.json"),
        (b"alpha,beta\n1,2\n", "headers.csv"),
        (b"name\nacetone\n", "manifest.doc"),
    ],
)
def test_a_file_that_cannot_be_used_gives_one_sentence_and_exit_status_2(
    manifest: Any, content: bytes, name: str
) -> None:
    with pytest.raises(CommandError) as refused:
        run(manifest(content, name))
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) > 20


def status_in_a_shell(*words: str) -> int:
    """Return the exit status as a shell sees it: `call_command` gives another to what the parser refuses."""
    command = Command()
    command._called_from_command_line = True
    try:
        options = vars(command.create_parser("manage.py", "screen").parse_args(list(words)))
        command.execute(**options)
    except SystemExit as stop:
        return int(stop.code or 0)
    except CommandError as error:
        return error.returncode
    return 0


@pytest.mark.parametrize(
    "options",
    [
        ("--jurisdiction", "XX"),
        ("--known-at", "2999-01-01"),
        ("--known-at", "1999-01-01"),
        ("--as-of", "yesterday"),
        ("--origin", "Atlantis"),
    ],
)
def test_an_option_that_cannot_be_used_gives_exit_status_2_and_stores_nothing(
    manifest: Any, options: tuple[str, ...]
) -> None:
    assert status_in_a_shell(str(manifest("name\nacetone\n")), "--save", *options) == 2
    assert Screening.objects.count() == 0


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        run(tmp_path / "nowhere.csv")
    assert refused.value.returncode == 2


def test_every_line_is_answered_and_a_bad_one_never_hurts_its_neighbours(manifest: Any) -> None:
    bad = [
        b"acetone,,",
        b",56-81-6,",
        b",,C1CC(",
        b",,C" + b"C" * 3000,
        b"x" * 10_000 + b",,",
        b"ac\x00etone\x07,,",
        b"\xff\xfe broken \xe9,,",
        b"=cmd|' /C calc'!A0,,",
        b",,",
        b"piperonal,,",
    ]
    records = lines(manifest(b"name,cas,smiles\n" + b"\n".join(bad) + b"\n"))
    assert len(records) == sum(any(cell.strip() for cell in row.split(b",")) for row in bad)
    assert [records[0]["verdict"], records[-1]["verdict"]] == ["controlled", "controlled"]
    codes = {problem["code"] for record in records for problem in record["problems"]}
    assert {"cas_check_digit", "smiles_unreadable", "structure_too_long", "field_too_long"} <= codes
    assert {"control_characters", "undecodable_bytes"} <= codes
    assert {record["verdict"] for record in records[1:5]} == {"unresolved"}


def test_an_unreadable_structure_beside_an_ordinary_name_needs_a_person(manifest: Any) -> None:
    record = lines(manifest("name,smiles\nsodium chloride,C1CC(\n"))[0]
    assert (record["verdict"], record["depth"]) == ("review", "structure")


def test_csv_and_html_are_made_for_programs_that_obey_what_they_read(manifest: Any) -> None:
    path = manifest('name,remarks\n"=HYPERLINK(""http://x"")","<script>alert(1)</script>"\n')
    table = list(csv.reader(io.StringIO(run(path, "--format", "csv")[0])))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)
    page = run(path, "--format", "html")[0]
    assert "<script" not in page.lower()
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "html"])
def test_an_output_file_holds_what_is_printed(manifest: Any, tmp_path: Path, form: str) -> None:
    target = tmp_path / "answer"
    printed, status = run(manifest("name\npiperonal\n"), "--format", form, "--output", str(target))
    assert (printed, status) == ("", 1)
    assert "iperonal" in target.read_text(encoding="utf-8")


def test_an_output_into_a_folder_that_is_not_there_is_refused_before_anything_is_screened(
    manifest: Any, tmp_path: Path
) -> None:
    target = tmp_path / "nowhere" / "answer.csv"
    with pytest.raises(CommandError) as refused:
        run(manifest("name\npiperonal\n"), "--format", "csv", "--save", "--output", str(target))
    assert (refused.value.returncode, f"no folder {target.parent}" in str(refused.value)) == (2, True)
    assert not Screening.objects.exists()


def test_what_is_saved_is_the_answer_word_for_word_and_equal_lines_share_an_item(manifest: Any) -> None:
    path = manifest("name,cas,quantity\npiperonal,,1\nacetone,67-64-1,2\nPIPERONAL ,,3\n")
    records = lines(path, "--save")
    screening = Screening.objects.get()
    stored = [json.loads(line.record) for line in screening.lines.all()]
    assert stored == records
    assert screening.manifest.lines.values("item").distinct().count() == 2
    assert bytes(screening.manifest.original) == path.read_bytes()
    assert screening.lines.first().hits.count() == len(records[0]["findings"])


def test_nothing_is_saved_where_the_answer_cannot_be_written(manifest: Any) -> None:
    path = manifest("name\npiperonal\nacetone\n")
    with pytest.raises(CommandError) as refused:
        run(path, "--save", "--format", "jsonl", "--output", "/dev/full")
    assert refused.value.returncode == 2
    assert not Screening.objects.exists()


def test_a_reference_tells_two_shipments_apart_and_one_is_counted_once(manifest: Any) -> None:
    head = "name,quantity,unit,origin,destination,date,consignee\n"
    first, second = (manifest(f"{head}acetone,{kg},kg,US,MX,2026-03-05,Beauval\n", f"{kg}.csv") for kg in (800, 700))

    def total(path: Path, *options: str) -> str:
        summary = json.loads(run(path, "--format", "jsonl", *options)[0].splitlines()[-1])
        [found] = [found for found in summary["shipment_findings"] if found["list"] == "us-list-2"]
        return str(found["total"])

    assert total(first, "--save", "--reference", "A-1") == "800"
    assert total(first, "--save", "--reference", "A-1") == "800"
    assert total(second, "--reference", "A-1") == "700"
    assert total(second, "--reference", "A-2") == "1500"
    assert Screening.objects.filter(manifest__reference="A-1").count() == 2


def test_the_route_picks_the_lists_and_an_option_fills_what_the_file_does_not_say(manifest: Any) -> None:
    path = manifest("name\nsodium chloride\n")
    assert lines(path, "--origin", "US", "--destination", "US")[0]["verdict"] == "no_match"
    assert lines(path, "--origin", "US", "--destination", "BR")[0]["verdict"] == "review"
    only_un = lines(manifest("name,origin,destination\nbenzyl cyanide,DE,FR\n"))[0]
    assert {finding["tier"] for finding in only_un["findings"]} == {"listed_elsewhere"}
    asked = lines(manifest("name,origin,destination\nbenzyl cyanide,DE,FR\n"), "--jurisdiction", "US")[0]
    assert {finding["list"] for finding in asked["findings"]} == {"us-list-1"}


@pytest.mark.usefixtures("law")
def test_standard_input_is_read_as_csv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"name\npiperonal\n")))
    assert lines("-")[0]["verdict"] == "controlled"


def test_a_workbook_is_written_to_the_file_that_is_named(manifest: Any, tmp_path: Path) -> None:
    book = tmp_path / "answer.xlsx"
    assert run(manifest("name\npiperonal\n"), "--format", "xlsx", "--output", str(book)) == ("", 1)
    lines = load_workbook(book)["Lines"]
    assert [cell.value for cell in lines["B"]] == ["Verdict", "Controlled"]


def test_a_column_that_an_officer_corrected_is_read_so(manifest: Any) -> None:
    path = manifest("Waga;Nazwa\n5;piperonal\n")
    with pytest.raises(CommandError, match="no header is understood"):
        run(path)
    correct_columns(shape=file_shape(["Waga", "Nazwa"]), corrections={"nazwa": "name"}, actor="officer")
    assert lines(path)[0]["verdict"] == "controlled"
