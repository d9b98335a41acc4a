"""Whether the code speaks plainly: `python -m tests.plain_names` counts, and ends with 1 where a bar is not kept.

A name is vague where it consists of the words below and of small words alone: `said`, `held_by`, `ONE_OF`. Counted is
each place that binds one: assignments, parameters, variables of loops and comprehensions, functions, classes. Besides:
no class name stands for two things (`plain_names.csv` says of which it stands for one thing twice, as a row and as its
record), the median of modules stays short, and no line of a template is longer than a screen is wide.
"""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from watchlist.engine.host import ROOT

SOURCES: Final = ("chemistry", "config", "watchlist")
TEMPLATES: Final = ROOT / "watchlist/templates"
TABLE: Final = Path(__file__).with_suffix(".csv")
VAGUE: Final = frozenset(
    "said told held asked shown given known stands standing one some of owed owes worked answered before beside around "
    "again turn turns saying telling keeping holding".split()
)
SMALL: Final = frozenset(
    "a all an any are as at be been by each for from in is it its no not on or per the to was were with and".split()
)
WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
MOST_VAGUE: Final = 0.005
LONGEST_MEDIAN: Final = 120
WIDEST: Final = 160
COMMAND: Final = "Command"
"""Django looks for it in the module of each command."""


class Binding(NamedTuple):
    """A name, where it is bound, and whether a class bears it: one within a class is named by that too."""

    name: str
    path: str
    line: int
    is_class: bool = False


def sources() -> Iterator[Path]:
    """Yield every module of the product, migrations left out: those are written by Django."""
    for folder in SOURCES:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)


def bindings(source: str, path: str) -> Iterator[Binding]:
    """Yield each place of a module that binds a name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.arg(arg=name):
                yield Binding(name, path, node.lineno)
            case ast.ClassDef(name=name):
                yield Binding(name, path, node.lineno, is_class=node.col_offset == 0)
            case ast.Name(id=name, ctx=ast.Store()) | ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
                yield Binding(name, path, node.lineno)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield Binding(name, path, node.lineno)


def is_vague(name: str) -> bool:
    """Say whether a name consists of vague and of small words alone, a vague one among them."""
    words = {word.lower() for word in WORD.findall(name)}
    return bool(words & VAGUE) and words <= VAGUE | SMALL


def class_names(found: Iterable[Binding]) -> dict[str, list[str]]:
    """Return the places of each class name that stands at two or more."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for binding in found:
        if binding.is_class and binding.name != COMMAND:
            places[binding.name].append(f"{binding.path}:{binding.line}")
    return {name: at for name, at in places.items() if len(at) > 1}


def wide_lines() -> list[str]:
    """Return each line of a template that is wider than the bar."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {len(line)} characters"
        for path in sorted(TEMPLATES.rglob("*"))
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > WIDEST
    ]


def excused() -> dict[str, str]:
    """Return the class names that may stand twice, each with its reason."""
    with TABLE.open(encoding="utf-8", newline="") as rows:
        return {row["name"]: row["reason"] for row in csv.DictReader(rows)}


def breaches() -> Iterator[str]:
    """Print what is counted, and yield each bar that is not kept, in words."""
    modules = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in sources()}
    found = [binding for path, source in modules.items() for binding in bindings(source, path)]
    vague = [binding for binding in found if is_vague(binding.name)]
    share, middle = len(vague) / len(found), median(source.count("\n") for source in modules.values())
    worst = ", ".join(f"{name} {times}" for name, times in Counter(binding.name for binding in vague).most_common(10))
    print(f"{len(vague)} of {len(found)} bindings are vague ({share:.2%}): {worst}")
    print(f"{len(modules)} modules, {middle:.0f} lines in the middle")
    if share > MOST_VAGUE:
        yield from (f"{binding.path}:{binding.line}: {binding.name} is vague" for binding in vague)
    if middle > LONGEST_MEDIAN:
        yield f"modules are longer than {LONGEST_MEDIAN} lines in the middle"
    twice, excuses = class_names(found), excused()
    yield from (f"class {name} stands at {', '.join(at)}" for name, at in twice.items() if name not in excuses)
    yield from (f"{TABLE.name}: {name} does not stand twice" for name in excuses.keys() - twice.keys())
    yield from wide_lines()


def main() -> int:
    """Print every breach, and return the exit status."""
    found = list(breaches())
    print(*found, sep="\n") if found else None
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
