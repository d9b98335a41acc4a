"""What the engine is told of the program that it runs in: where it keeps what it makes, and how much it may use.

By itself it keeps what it makes under the cache folder of whoever runs it; a service says otherwise by `run_in`.
"""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

PROJECT: Final = "precursor-watchlist"
PICTURE_LANGUAGES: Final = "WATCHLIST_PICTURE_LANGUAGES"
ROOT: Final = Path(__file__).resolve().parents[2]
"""The folder that holds our packages: what decides an answer is read there."""


def usual_processes() -> int:
    """Return how many where nobody says: two, or one on one processor."""
    return min(2, os.cpu_count() or 1)


def usual_picture_languages() -> tuple[str, ...]:
    """Return those that the environment names, "eng,deu"; where it names none, English."""
    named = os.environ.get(PICTURE_LANGUAGES, "eng").split(",")
    return tuple(language.strip() for language in named if language.strip())


@dataclass(frozen=True, slots=True)
class Host:
    """The folder of what can be made again, how many child processes each kind of work on structures may have.

    `picture_languages`: those in which words of pictures are looked for, as Tesseract names them; none: in no picture.
    """

    build_folder: Callable[[], Path] = lambda: user_cache_path(PROJECT)
    structure_processes: Callable[[], int] = usual_processes
    picture_languages: Callable[[], tuple[str, ...]] = usual_picture_languages


_hosts = [Host()]


def run_in(host: Host) -> None:
    """Set the host of this process from now on."""
    _hosts[0] = host


def present() -> Host:
    """Return the host of this process."""
    return _hosts[0]


def build_folder() -> Path:
    """Return the folder of what is made on this machine and can be made again; it may not be there yet."""
    return _hosts[0].build_folder()


def seeds_folder() -> Path:
    """Return the folder of the curated law that comes with the project: in its checkout, or as it was installed."""
    checkout = ROOT / "seeds"
    return checkout if checkout.is_dir() else ROOT / "watchlist" / "seeds"


def table_path(package: str, name: str) -> Path:
    """Return where a CSV table of a package of the engine lies: in its folder `data`."""
    return Path(__file__).parent / package / "data" / name


def table(package: str, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV table in the folder `data` of a package of the engine."""
    with table_path(package, name).open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        heads = next(rows)
        return [dict(zip(heads, row, strict=True)) for row in rows if row]


def structure_processes() -> int:
    """Return how many child processes each kind of work on structures may have."""
    return _hosts[0].structure_processes()


def picture_languages() -> tuple[str, ...]:
    """Return the languages in which words of pictures are looked for, as Tesseract names them."""
    return _hosts[0].picture_languages()


@lru_cache(maxsize=1)
def version() -> str:
    """Return the version of the project: as its checkout states it, else as it was installed."""
    stated = ROOT / "pyproject.toml"
    if not stated.exists():
        return installed(PROJECT)
    return str(tomllib.loads(stated.read_text(encoding="utf-8"))["project"]["version"])
