"""The identity of the engine: what changes it, and what is only written otherwise or lies elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest

from watchlist.engine import identity
from watchlist.engine.host import ROOT
from watchlist.engine.identity import CACHE, CACHED, meaning_of
from watchlist.engine.versions import DECIDING, NOT_DECIDING

FOLDERS = ("chemistry", "watchlist/screenings")
WEIGHTS = '''\
"""Weights of goods."""

import math

LIMIT: float = 2.5
"""In kilograms."""


def rounded(grams: float, digits: int = 3) -> float:
    """Return kilograms."""
    # Half to even.
    return math.floor(grams + 0.5) / 1000 if digits else grams


def doubled(grams: float) -> float:
    return grams * 2
'''
VOLUMES = WEIGHTS.replace("+ 0.5", "- 0.5")
MATCHING = '''\
from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from chemistry.weights import LIMIT, rounded


@dataclass
class Match:
    """A match."""

    entry: str
    grams: float = 0.0

    def kilograms(self) -> float:
        weight = rounded(self.grams)
        entry = 'a'
        return weight if entry else LIMIT


@cache
def kinds() -> list[str]:
    return ["law"]


def nothing() -> None:
    """Do nothing."""
'''
BY_MODULE = "from watchlist.screenings import scales\n\n\ndef weigh(grams):\n    return scales.rounded(grams)\n"
FILES = {
    "chemistry/__init__.py": '"""Chemistry."""\n',
    "chemistry/weights.py": WEIGHTS,
    "chemistry/volumes.py": VOLUMES,
    "watchlist/screenings/__init__.py": "",
    "watchlist/screenings/matching.py": MATCHING,
    "watchlist/screenings/scales.py": "from chemistry.weights import rounded\n\n__all__ = ['rounded']\n",
    "watchlist/screenings/by_module.py": BY_MODULE,
    "watchlist/screenings/data/limits.csv": "entry,limit\nacetone,5\n",
    "watchlist/screenings/data/units.csv": "entry,limit\nacetone,l\n",
}
Files = dict[str, str]
Edit = Callable[[Files], Files]
MATCH, WEIGHT, DOOR = "watchlist/screenings/matching.py", "chemistry/weights.py", "watchlist/screenings/scales.py"
LIMITS, UNITS = "watchlist/screenings/data/limits.csv", "watchlist/screenings/data/units.csv"


def text(path: str, old: str, new: str) -> Edit:
    """Return the edit that replaces a text of a file."""

    def edit(files: Files) -> Files:
        assert old in files[path]
        return files | {path: files[path].replace(old, new)}

    return edit


def move(path: str, to: str) -> Edit:
    """Return the edit that moves a file."""
    return lambda files: {to if name == path else name: content for name, content in files.items()}


def add(path: str, content: str) -> Edit:
    """Return the edit that adds a file."""
    return lambda files: files | {path: content}


def remove(path: str) -> Edit:
    """Return the edit that removes a file."""
    return lambda files: {name: content for name, content in files.items() if name != path}


def swap(first: str, second: str) -> Edit:
    """Return the edit by which two files change places."""
    return lambda files: files | {first: files[second], second: files[first]}


def both(*edits: Edit) -> Edit:
    """Return several edits as one."""

    def edit(files: Files) -> Files:
        for each in edits:
            files = each(files)
        return files

    return edit


KEEPS: dict[str, Edit] = {
    "comment": text(WEIGHT, "# Half to even.", "# Half up."),
    "comment gone": text(WEIGHT, "    # Half to even.\n", ""),
    "docstring of a module": text(WEIGHT, "Weights of goods.", "What goods weigh."),
    "docstring of a class": text(MATCH, '    """A match."""\n', ""),
    "docstring of a function": text(WEIGHT, "Return kilograms.", "Return the weight."),
    "docstring of an attribute": text(WEIGHT, '"""In kilograms."""\n', ""),
    "docstring to pass": text(MATCH, '"""Do nothing."""', "pass"),
    "blank lines": text(WEIGHT, "\n\n\n", "\n"),
    "line breaks": text(WEIGHT, "return grams * 2", "return (\n        grams\n        * 2\n    )"),
    "quotes": text(MATCH, "'a'", '"a"'),
    "annotations of a function": text(WEIGHT, "doubled(grams: float) -> float", "doubled(grams)"),
    "annotation of a variable": text(WEIGHT, "LIMIT: float =", "LIMIT ="),
    "annotation of a local": text(MATCH, "weight = rounded", "weight: float = rounded"),
    "file renamed": move(MATCH, "watchlist/screenings/matches.py"),
    "file moved to another folder": move(MATCH, "watchlist/screenings/decision/matching.py"),
    "module made a package": move(MATCH, "watchlist/screenings/matching/__init__.py"),
    "package of nothing": add("watchlist/screenings/decision/__init__.py", '"""Decisions."""\n'),
    "table moved to another folder": move(LIMITS, "watchlist/screenings/limits.csv"),
    "imported module renamed": both(
        move(WEIGHT, "watchlist/screenings/masses.py"),
        text(MATCH, "chemistry.weights", "watchlist.screenings.masses"),
        text(DOOR, "chemistry.weights", "watchlist.screenings.masses"),
    ),
    "relative import": both(
        move(WEIGHT, "watchlist/screenings/masses.py"),
        text(MATCH, "chemistry.weights", ".masses"),
        text(DOOR, "chemistry.weights", ".masses"),
    ),
    "import by what hands on": text(MATCH, "import LIMIT, rounded", "import LIMIT\nfrom .scales import rounded"),
    "import in a function": both(
        text(MATCH, "import LIMIT, rounded", "import LIMIT"),
        text(MATCH, "        weight =", "        from chemistry.weights import rounded\n        weight ="),
    ),
    "import for types alone": add(
        "watchlist/screenings/types.py",
        "if TYPE_CHECKING:\n    import decimal\n    from chemistry.weights import LIMIT\n",
    ),
    "name handed on to nobody": text(DOOR, "rounded\n\n__all__ = [", "doubled, rounded\n\n__all__ = ['doubled', "),
    "compiled module": add("watchlist/screenings/__pycache__/matching.pyc", "compiled"),
    "notes beside": add("watchlist/screenings/README.md", "Notes."),
}
CHANGES: dict[str, Edit] = {
    "constant": text(WEIGHT, "2.5", "2.6"),
    "number of another type": text(WEIGHT, "* 2", "* 2.0"),
    "text": text(MATCH, '"law"', '"Law"'),
    "operator": text(WEIGHT, "grams * 2", "grams + 2"),
    "brackets": text(WEIGHT, "grams + 0.5) / 1000", "(grams + 0.5) / 1000)"),
    "default": text(WEIGHT, "digits: int = 3", "digits: int = 4"),
    "name of a parameter": text(WEIGHT, "digits", "places"),
    "order of statements": text(
        MATCH,
        "        weight = rounded(self.grams)\n        entry = 'a'\n",
        "        entry = 'a'\n        weight = rounded(self.grams)\n",
    ),
    "statement gone": text(MATCH, "        entry = 'a'\n", ""),
    "decorator": text(WEIGHT, "def doubled", "@staticmethod\ndef doubled"),
    "field": text(MATCH, "    entry: str\n", "    entry: str\n    name: str\n"),
    "annotation of a field": text(MATCH, "entry: str", "entry: InitVar[str]"),
    "annotation that a decorator may read": text(MATCH, "list[str]", "tuple[str]"),
    "text that is no docstring": text(MATCH, "'a'", "'b'"),
    "foreign import": text(WEIGHT, "import math\n", "import cmath as math\n"),
    "another foreign import": text(WEIGHT, "import math\n", "import math\nimport random\n"),
    "import of our own from another module": text(MATCH, "chemistry.weights", "chemistry.volumes"),
    "import of our own under another name": text(MATCH, "import LIMIT, rounded", "import LIMIT, doubled as rounded"),
    "what is handed on is another's": text(DOOR, "chemistry.weights", "chemistry.volumes"),
    "modules change places": swap(WEIGHT, "chemistry/volumes.py"),
    "row of a table": text(LIMITS, "acetone,5\n", "acetone,5\nether,1\n"),
    "cell of a table": text(LIMITS, "acetone,5", "acetone,6"),
    "tables change places": swap(LIMITS, UNITS),
    "file added": add("watchlist/screenings/extra.py", "LIMIT = 1\n"),
    "table added": add("watchlist/screenings/data/extra.csv", "a\n"),
    "file added that is like another": add("watchlist/screenings/extra.py", WEIGHT),
    "file removed": remove("chemistry/volumes.py"),
    "table removed": remove(UNITS),
}


@pytest.mark.parametrize("edit", KEEPS.values(), ids=KEEPS)
def test_what_is_written_otherwise_or_lies_elsewhere_means_the_same(tmp_path: Path, edit: Edit) -> None:
    assert edit(FILES) != FILES
    assert meaning(tmp_path / "edited", edit(FILES)) == meaning(tmp_path / "original", FILES)


@pytest.mark.parametrize("edit", CHANGES.values(), ids=CHANGES)
def test_what_decides_otherwise_means_something_else(tmp_path: Path, edit: Edit) -> None:
    assert meaning(tmp_path / "edited", edit(FILES)) != meaning(tmp_path / "original", FILES)


def test_modules_that_hand_a_name_to_each_other_end(tmp_path: Path) -> None:
    files = {
        "chemistry/a.py": "from chemistry.b import weigh\n\nweigh()\n",
        "chemistry/b.py": "from chemistry.a import weigh\n\nweigh()\n",
        "watchlist/screenings/c.py": "from chemistry.a import weigh\n\nweigh()\n",
    }
    assert meaning(tmp_path, files)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="chemistry"):
        meaning_of(tmp_path, FOLDERS)


def test_a_folder_within_another_counts_once(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert meaning_of(tmp_path, [*FOLDERS, "watchlist/screenings/data"]) == meaning_of(tmp_path, FOLDERS)


def test_a_single_module_and_a_single_table_may_be_named(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    first = meaning_of(tmp_path, [WEIGHT, LIMITS])
    write(tmp_path, FILES | {MATCH: "matches = 1\n"})
    assert meaning_of(tmp_path, [WEIGHT, LIMITS]) == first
    write(tmp_path, FILES | {LIMITS: "entry,limit\nacetone,6\n"})
    assert meaning_of(tmp_path, [WEIGHT, LIMITS]) != first


def test_of_each_part_of_the_engine_it_is_known_whether_it_decides() -> None:
    parts = (path for path in (ROOT / "watchlist" / "engine").iterdir() if not path.name.startswith("__"))
    named = [place for place in (*DECIDING, *NOT_DECIDING) if place.startswith("watchlist/engine/")]
    assert sorted(named) == sorted(path.relative_to(ROOT).as_posix() for path in parts)


def test_a_module_that_is_not_there_is_refused(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    with pytest.raises(FileNotFoundError, match=r"gone\.py"):
        meaning_of(tmp_path, [WEIGHT, "chemistry/gone.py"])


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the modules that are parsed, which grow."""
    paths: list[str] = []
    original = identity._module

    def module(path: str, *rest: object) -> object:
        paths.append(path)
        return original(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(identity, "_module", module)
    return paths


def test_a_state_of_the_files_is_parsed_once(tmp_path: Path, parsed: list[str]) -> None:
    root, cache = tmp_path / "code", tmp_path / "build"
    first = meaning(root, FILES, cache)
    assert parsed
    parsed.clear()
    assert meaning(root, FILES, cache) == first
    assert not parsed
    edited = meaning(root, CHANGES["constant"](FILES), cache)
    assert parsed
    assert edited != first == meaning(root, FILES, cache)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"a": 1}'])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, content: bytes, parsed: list[str]) -> None:
    cache = tmp_path / "build"
    cache.mkdir()
    (cache / CACHE).write_bytes(content)
    first = meaning(tmp_path / "code", FILES, cache)
    parsed.clear()
    assert meaning(tmp_path / "code", FILES, cache) == first == meaning(tmp_path / "code", FILES)
    assert list(json.loads((cache / CACHE).read_bytes()).values()) == [first]


def test_a_cache_that_cannot_be_written_changes_no_digest(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "build").write_text("a file")
    digest = meaning(tmp_path / "code", FILES, tmp_path / "build")
    assert digest == meaning(tmp_path / "code", FILES)
    assert "cannot be written" in caplog.text


def test_the_cache_keeps_the_last_states(tmp_path: Path) -> None:
    for number in range(CACHED + 3):
        last = meaning(tmp_path / "code", FILES | {LIMITS: f"entry,limit\nacetone,{number}\n"}, tmp_path / "build")
    cached = list(json.loads((tmp_path / "build" / CACHE).read_bytes()).values())
    assert (len(cached), cached[0]) == (CACHED, last)


def test_threads_that_fill_the_cache_at_once_give_one_digest(tmp_path: Path) -> None:
    write(tmp_path / "code", FILES)
    barrier, digests = Barrier(4), list[str]()

    def ask() -> None:
        barrier.wait()
        digests.append(meaning_of(tmp_path / "code", FOLDERS, cached_in=tmp_path / "build"))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(digests), len(set(digests))) == (4, 1)
    assert [path.name for path in (tmp_path / "build").iterdir()] == [CACHE]


def meaning(root: Path, files: Files, cache: Path | None = None) -> str:
    """Write files below `root` and return what they mean."""
    write(root, files)
    return meaning_of(root, FOLDERS, cached_in=cache)


def write(root: Path, files: Files) -> None:
    """Write files below `root`."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
