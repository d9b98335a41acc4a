"""Read one file into one table; nothing is judged here, and nothing is lost: what cannot be read says so."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from watchlist.engine.law.text.rows import ListRow, ObligationRow, RuleRow, SeedRow

AnyRow = TypeVar("AnyRow", bound=SeedRow)
# Tables of `list.toml`, and the columns under which their keys stand in the flat row.
NESTED: dict[str, dict[str, str]] = {"manual_check": {"by": "checked_by", "on": "checked_on", "next": "check_next"}}


@dataclass(frozen=True, slots=True)
class SeedTable(Generic[AnyRow]):
    """One file, or one part of it: its header, its rows, the lines of another width, and why it cannot be read."""

    kind: type[AnyRow]
    file: str
    header: tuple[str, ...] = ()
    rows: tuple[AnyRow, ...] = ()
    ragged: tuple[int, ...] = ()
    fault: str = ""


def name_of(directory: Path, path: Path) -> str:
    """Return the name by which a breach calls a file: its path from the folder of the seeds on."""
    return path.relative_to(directory.parent).as_posix()


def read_csv(directory: Path, path: Path, kind: type[AnyRow]) -> SeedTable[AnyRow]:
    """Return the table of a CSV file with a header; blank lines are passed over."""
    name = name_of(directory, path)
    try:
        # strict: a stray quote would otherwise swallow the rows after it
        with path.open(encoding="utf-8", newline="") as stream:
            lines = list(_numbered(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return SeedTable(kind, name, fault=f"cannot be read: {error}")
    if not lines:
        return SeedTable(kind, name, fault="is empty")
    (_, header), *body = lines
    return SeedTable(
        kind,
        name,
        header=tuple(header),
        rows=tuple(kind.read(dict(zip(header, cells, strict=False)), name, line) for line, cells in body),
        ragged=tuple(line for line, cells in body if len(cells) != len(header)),
    )


def _numbered(stream: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank, with the line on which it begins."""
    reader, begins = csv.reader(stream, strict=True), 1
    for cells in reader:
        if cells:
            yield begins, cells
        begins = reader.line_num + 1


def read_toml(directory: Path, path: Path) -> tuple[SeedTable[ListRow], SeedTable[ObligationRow]]:
    """Return the head of a `list.toml`, as a table of one row on line 1, and its obligations."""
    name = name_of(directory, path)
    try:
        source = path.read_text(encoding="utf-8")
        head = _flat(tomllib.loads(source))
    except (OSError, ValueError, RecursionError) as error:  # of a codec, of TOML, or of `_flat`
        return SeedTable(ListRow, name, fault=f"cannot be read: {error}"), SeedTable(ObligationRow, name)
    duties = [_duty(duty) for duty in head.pop("obligations", [])]
    places = [n for n, line in enumerate(source.splitlines(), 1) if line.strip() == "[[obligations]]"]
    places += [1] * len(duties)  # written as an inline array
    cells = {key: _text(value) for key, value in head.items()}
    return (
        SeedTable(ListRow, name, tuple(cells), (ListRow.read(cells, name, 1),)),
        SeedTable(
            ObligationRow,
            name,
            tuple(dict.fromkeys(key for duty in duties for key in duty)),
            tuple(ObligationRow.read(duty, name, line) for duty, line in zip(duties, places, strict=False)),
        ),
    )


def read_rule_folder(directory: Path, folder: Path) -> SeedTable[RuleRow]:
    """Return the class rule of a folder, as a table of one row: its `rule.toml` and its `members.csv`, as written."""
    path, members = folder / "rule.toml", folder / "members.csv"
    name = name_of(directory, path)
    try:
        text = path.read_text(encoding="utf-8")
        title = _text(tomllib.loads(text).get("title", ""))
        table = members.read_text(encoding="utf-8") if members.exists() else ""
    except (OSError, ValueError, RecursionError) as error:  # of a codec, or of TOML
        return SeedTable(RuleRow, name, fault=f"cannot be read: {error}")
    cells = {"key": folder.name, "title": title, "text": text, "members": table}
    return SeedTable(RuleRow, name, RuleRow.columns(), (RuleRow(**cells, file=name, line=1),))


def _flat(document: Mapping[str, Any]) -> dict[str, Any]:
    flat = {key: value for key, value in document.items() if key not in NESTED}
    duties = flat.get("obligations", [])
    if not isinstance(duties, list) or not all(isinstance(duty, dict) for duty in duties):
        raise ValueError("obligations is no array of tables")
    for table, columns in NESTED.items():
        nested: Any = document.get(table, {})
        if not isinstance(nested, dict):
            raise ValueError(f"{table} is no table")  # noqa: TRY004 - what is wrong is the file
        flat |= {columns.get(str(key), str(key)): value for key, value in nested.items()}
    return flat


def _duty(duty: Mapping[str, Any]) -> dict[str, str]:
    """Return an obligation as cells, its `clock` laid flat."""
    clock = duty.get("clock", {})
    flat = {key: value for key, value in duty.items() if key != "clock"}
    flat |= {f"clock_{key}": value for key, value in clock.items()} if isinstance(clock, dict) else {"clock": clock}
    return {key: _text(value) for key, value in flat.items()}


def _text(value: Any) -> str:
    """Return a value of TOML as a cell: words of an array are separated by spaces, as they are in the CSV files."""
    words: Sequence[Any] = value if isinstance(value, list) else [value]
    return " ".join(str(word).lower() if isinstance(word, bool) else str(word) for word in words)
