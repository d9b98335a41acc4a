"""A TOML file read strictly: every key is known, every error names its line.

tomllib keeps no positions, so they are found by a look at how the lines begin: a header, a key, or an inline table of a
list that has one a line. What is written in another way is reported at the last such line before it.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn, TypeVar

Fields = TypeVar("Fields")
Path = tuple[str | int, ...]

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([\w-]+(?:\.[\w-]+)*)\s*\]")
_KEY: Final = re.compile(r"\s*([\w-]+)\s*=")
_ITEM: Final = re.compile(r"\s*\{")
_POSITION: Final = re.compile(r"line (\d+)")


class RuleError(ValueError):
    """A rule file that cannot be used: the file, the line, and the reason."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


class RuleTable:
    """One table of the file. Whatever is asked of it counts as known; `end` refuses the rest."""

    def __init__(self, values: Mapping[str, Any], path: Path, lines: Mapping[Path, int], file: str) -> None:
        self._values = values
        self._path = path
        self._lines = lines
        self._file = file
        self._asked: set[str] = set()

    def refuse(self, reason: str, key: str = "") -> NoReturn:
        """Raise RuleError at the line of `key`, or of the table."""
        path = (*self._path, key) if key else self._path
        while path and path not in self._lines:
            path = path[:-1]
        raise RuleError(self._file, self._lines.get(path, 1), reason)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; one without default must be there, and not be empty."""
        value = self._value(key, str, "a text", default)
        if not value.strip() and default is None:
            self.refuse(f"{key} is empty", key)
        return str(value)

    def choice(self, key: str, options: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in options:
            self.refuse(f"{key} is {value!r}, not one of {', '.join(options)}", key)
        return value

    def number(self, key: str, default: float) -> float:
        value = self._value(key, (int, float), "a number", default)
        try:
            number = math.nan if isinstance(value, bool) else float(value)
        except OverflowError:  # TOML knows whole numbers of any length, nan and inf
            number = math.inf
        if not 0 <= number < math.inf:
            self.refuse(f"{key} is no number of 0 or more", key)
        return number

    def count(self, key: str) -> int:
        """A whole number, 0 where it is not there."""
        value = self._value(key, int, "a whole number", 0)
        if isinstance(value, bool) or value < 0:
            self.refuse(f"{key} is no whole number of 0 or more", key)
        return int(value)

    def flag(self, key: str) -> bool:
        return bool(self._value(key, bool, "true or false", False))

    def texts(self, key: str) -> tuple[str, ...]:
        return self._list(key, str, "a list of texts")

    def numbers(self, key: str) -> tuple[int, ...]:
        return self._list(key, int, "a list of numbers")

    def table(self, key: str) -> RuleTable:
        return RuleTable(self._value(key, dict, "a table", None), (*self._path, key), self._lines, self._file)

    def tables(self, key: str) -> list[RuleTable]:
        """The tables of a list, none where it is not there."""
        rows = self._list(key, dict, "a list of tables")
        return [RuleTable(row, (*self._path, key, place), self._lines, self._file) for place, row in enumerate(rows)]

    def whole(self, read: Callable[[RuleTable], Fields]) -> Fields:
        """What is read of the table, once no key is left that nobody asked for."""
        found = read(self)
        self.end()
        return found

    def each(self, key: str, read: Callable[[RuleTable], Fields]) -> tuple[Fields, ...]:
        """What is read of each table of a list."""
        return tuple(row.whole(read) for row in self.tables(key))

    def end(self) -> None:
        """Refuse the keys that nobody asked for: a typing error would otherwise be a rule unsaid."""
        for key in self._values:
            if key not in self._asked:
                self.refuse(f"unknown key {key}", key)

    def _list(self, key: str, kind: type, words: str) -> tuple[Any, ...]:
        values = self._value(key, list, words, [])
        if not all(type(value) is kind for value in values):
            self.refuse(f"{key} is not {words}", key)
        return tuple(values)

    def _value(self, key: str, kind: type | tuple[type, ...], words: str, default: Any) -> Any:
        self._asked.add(key)
        value = self._values.get(key, default)
        if value is None:
            self.refuse(f"{key} is missing")
        if not isinstance(value, kind):
            self.refuse(f"{key} is not {words}", key)
        return value


def read_table(text: str, file: str) -> RuleTable:
    """The whole file as a table. Raises RuleError where it is not TOML."""
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets in brackets
        position = _POSITION.search(str(error))
        raise RuleError(file, int(position[1]) if position else text.count("\n") + 1, f"not TOML: {error}") from error
    return RuleTable(values, (), line_numbers(text), file)


def line_numbers(text: str) -> dict[Path, int]:
    """Where tables, keys and listed inline tables begin."""
    lines: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    table: Path = ()
    items: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _entered(header[2].split("."), header[1] == "[[", counts)
            lines[table] = number
        elif key := _KEY.match(line):
            items = (*table, key[1])
            lines.setdefault(items, number)
        elif _ITEM.match(line):
            counts[items] += 1
            lines[*items, counts[items] - 1] = number
    return lines


def _entered(names: list[str], is_listed: bool, counts: Counter[Path]) -> Path:
    """The path of a header: of a list of tables, the last one so far."""
    path: Path = ()
    for place, name in enumerate(names):
        path = (*path, name)
        if is_listed and place == len(names) - 1:
            counts[path] += 1
        if counts[path]:
            path = (*path, counts[path] - 1)
    return path
