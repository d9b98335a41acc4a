"""`precursor-watchlist`, as somebody at a keyboard meets it; how it answers stands in `tests/deploy/test_wheel.py`."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from watchlist.engine.command import screen
from watchlist.engine.command.main import SUBCOMMANDS, main
from watchlist.engine.command.options import add_input, add_output, add_question
from watchlist.engine.host import ROOT
from watchlist.engine.identification.dictionary import is_whole
from watchlist.engine.reading import archives
from watchlist.engine.reports.formats import FORMATS
from watchlist.management.commands.screen import Command

CSV: Final = b"name\npiperonal\n"
JSONL: Final = b'{"name": "piperonal"}\n'
NOTE_MODULES: Final = """
import atexit, sys
from watchlist.engine.command.main import main
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
main(sys.argv[1:])
"""
NOT_NEEDED: Final = frozenset({"django", "openpyxl", "python_calamine", "pint", "pydifact", "holidays"})
BUILD: Final = """
import sys
from pathlib import Path
from watchlist.engine.identification.dictionary import build_dictionary, dictionary_path
print(build_dictionary(dictionary_path(Path(sys.argv[1]))))
"""


@pytest.fixture(autouse=True)
def _prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build no dictionary ahead: it is there, or built when it is first asked."""
    monkeypatch.setattr(screen, "make_dictionary", lambda out: None)


def given(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


def verdicts(printed: str) -> list[str]:
    records = [json.loads(line) for line in printed.splitlines()]
    return [record["verdict"] for record in records if record["record"] == "line"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
@pytest.mark.parametrize(
    ("data", "options"),
    [
        (CSV, ()),
        (JSONL, ()),
        (b"\xef\xbb\xbf" + JSONL, ()),
        (CSV, ("--input-format", "csv")),
        (JSONL, ("--input-format", "jsonl")),
    ],
)
def test_standard_input_is_csv_or_json_lines_packed_or_not(
    capsys: Any, monkeypatch: pytest.MonkeyPatch, data: bytes, options: tuple[str, ...], pack: Any
) -> None:
    given(monkeypatch, pack(data))
    assert main(["screen", "-", "--format", "jsonl", *options]) == 1
    assert verdicts(capsys.readouterr().out) == ["controlled"]


@pytest.mark.parametrize(
    ("name", "data"), [("a.csv.gz", CSV), ("a.JSONL.gz", JSONL), ("a.txt.gz", b"1 kg piperonal\n")]
)
def test_a_packed_text_is_read_as_what_it_packs(capsys: Any, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(gzip.compress(data))
    assert main(["screen", str(tmp_path / name), "--format", "jsonl"]) == 1
    assert verdicts(capsys.readouterr().out) == ["controlled"]


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("broken.csv.gz", gzip.compress(CSV, mtime=0)[:-9], ()),
        ("plain.csv.gz", CSV, ()),
        ("book.xlsx.gz", gzip.compress(CSV, mtime=0), ()),
        ("a.gz", gzip.compress(CSV, mtime=0), ()),
        ("a.doc", b"x", ()),
        ("missing.csv", None, ()),
        ("a.csv", CSV, ("--input-format", "csv")),
        ("a.csv", CSV, ("--jurisdiction", "XX")),
        ("a.csv", CSV, ("--known-at", "1999-01-01")),
    ],
)
def test_what_cannot_be_used_gives_one_line_and_exit_status_2(
    capsys: Any, tmp_path: Path, name: str, content: bytes | None, options: tuple[str, ...]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["screen", str(tmp_path / name), *options]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)


def test_a_few_bytes_that_unpack_to_very_many_are_refused(
    capsys: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(archives, "LONGEST", 1_000)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"name\n" + b"a" * 1_000))
    assert main(["screen", str(tmp_path / "a.csv.gz")]) == 2
    assert "divide it" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("screen",),
        ("screen", "a.csv", "--as-of", "yesterday"),
        ("screen", "a.csv", "--proposals"),
        ("tell",),
        ("law", "--all"),
    ],
)
def test_words_that_are_not_understood_give_one_line_and_exit_status_2(capsys: Any, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_workbook_is_written_to_the_file_that_is_named_and_ordinary_goods_give_0(capsys: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name\nsodium chloride\n")
    book = tmp_path / "answer.xlsx"
    assert main(["screen", str(tmp_path / "a.csv"), "--format", "xlsx", "--output", str(book)]) == 0
    assert [cell.value for cell in load_workbook(book)["Lines"]["B"]] == ["Verdict", "No match"]
    assert capsys.readouterr().out == ""


def test_inchikeys_of_ordinary_goods_are_computed_where_they_are_asked(capsys: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("smiles\nOc1ccccc1\n")
    asked = {"shown": None, "all": "ISWSIDIOOBJBQZ-UHFFFAOYSA-N"}
    for words, key in (([], None), *((["--inchikey", word], key) for word, key in asked.items())):
        assert main(["screen", str(tmp_path / "a.csv"), "--format", "jsonl", *words]) == 0
        _, line, _ = map(json.loads, capsys.readouterr().out.splitlines())
        assert [reading["inchikey"] for reading in line["resolution"]] == [key]


def test_every_option_has_its_help_and_its_default_or_is_repeated() -> None:
    for parser in (Command().create_parser("manage.py", "screen"), _own_parser()):
        ours = [action for action in parser._actions if action.help and action.option_strings[:1] != ["-h"]]
        named = {action.dest: action for action in ours}
        assert {"input_format", "as_of", "transit", "output"} <= named.keys()
        for name in ("transit", "jurisdiction"):
            assert "may be repeated" in str(named[name].help)
        mine = {*vars(_own_parser().parse_args(["a.csv"])), "save", "reference"} - {"path"}
        assert [name for name in mine if "default" not in str(named[name].help if name in named else "default")] == []


def _own_parser() -> ArgumentParser:
    parser = ArgumentParser()
    add_input(parser)
    add_question(parser)
    add_output(parser, FORMATS)
    return parser


def test_law_shows_the_lists_and_the_listings_of_one_substance(capsys: Any) -> None:
    assert main(["law", "--format", "jsonl"]) == 0
    lists = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"us-list-2", "un-table-2"} <= {row["list"] for row in lists}
    assert all(row["edition"] and row["last_verified"] for row in lists)
    answers = []
    for name in ("acetone", "67-64-1", "2-Propanone"):
        assert main(["law", name, "--format", "jsonl"]) == 0
        answers.append(capsys.readouterr().out)
    assert len(set(answers)) == 1
    assert {"us-list-2", "un-table-2"} <= {json.loads(row)["list"] for row in answers[0].splitlines()}
    assert main(["law", "acetone"]) == 0
    assert "21 CFR 1310.02" in capsys.readouterr().out


def test_law_says_that_no_substance_has_a_name(capsys: Any) -> None:
    assert main(["law", "aceto"]) == 2
    assert "names with it are" in capsys.readouterr().err
    assert main(["law", "no such thing"]) == 2


def test_seeds_are_checked_as_the_service_checks_them(capsys: Any, tmp_path: Path) -> None:
    assert main(["check-seeds", str(tmp_path)]) == 1
    assert all(line.count(":") >= 2 for line in capsys.readouterr().out.splitlines())


@pytest.mark.servers
def test_each_subcommand_loads_no_django_and_no_library_that_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name\nacetone\n")
    for words in (["law"], ["check-seeds", str(tmp_path)], ["--version"]):
        modules = _loaded_by(tmp_path, *words)
        assert "watchlist.engine.command.main" in modules
        assert NOT_NEEDED & modules == set()
    assert set(SUBCOMMANDS) == {"screen", "prepare", "law", "check-seeds"}


@pytest.mark.servers
def test_two_that_compile_the_dictionary_at_once_both_end_with_a_whole_one(tmp_path: Path) -> None:
    program = [sys.executable, "-c", BUILD, str(tmp_path)]
    both = [
        subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in "ab"
    ]
    printed = [process.communicate()[0] for process in both]
    assert printed[0] == printed[1] != ""
    (made,) = tmp_path.iterdir()
    assert is_whole(made)


def _loaded_by(folder: Path, *words: str) -> set[str]:
    """Return the modules that a process of the command has loaded at its end."""
    env = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    program = [sys.executable, "-c", NOTE_MODULES, *words]
    done = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return set(done.stderr.split())
