"""What is asked of the lines: each question a file of hashes, each manifest of it a section of that file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Any, Final

from tests.golden.corpus import Line, Sections, acceptance, commerce, listed, rows, tables
from tests.golden.service import ROOT, DeclaredManifest, Question, manifest_in, manifest_of

FILES: Final = (ROOT / "fixtures" / "manifests", ROOT / "fixtures" / "demo")
SHARE: Final = 24
"""Every twenty-fourth line is asked with each of the settings of a question: together they meet nearly all of them."""


@dataclass(frozen=True, slots=True)
class Section:
    """One manifest, asked one question; its records stand in a section of their own."""

    name: str
    manifest: DeclaredManifest
    question: Question


ROUTES: Final = (
    {"origin": "US", "destination": "DE"},
    {"origin": "CN", "destination": "MX"},
    {"origin": "DE", "destination": "GB"},
    {"origin": "JP", "destination": "IN"},
    {"origin": "US", "destination": "MX"},
    {"origin": "DE", "destination": "FR"},
    {"origin": "GB", "destination": "XI"},
    {"origin": "CN", "destination": "US", "transit": "SG"},
    {"origin": "AU", "destination": "AR"},
    {"origin": "CA", "destination": "US"},
    {"origin": "IN", "destination": "VN", "operator_country": "CH"},
    {"destination": "TW"},
    {"origin": "BR", "destination": "CZ"},
)
DAYS: Final = (
    {"export_date": "2026-03-05", "arrival_date": "2026-04-02"},
    {"date": "2026-11-18"},
    {"export_date": "2019-06-03"},
    {"date": "1998-05-04"},
    {"export_date": "2026-12-20", "arrival_date": "2027-01-15"},
    {"arrival_date": "2024-10-01"},
    {"date": "2012-02-29"},
)
AMOUNTS: Final[tuple[dict[str, str], ...]] = (
    {"quantity": "160", "unit": "KGS"},
    {"quantity": "0.5", "unit": "kg", "concentration": "98 %"},
    {"quantity": "40", "unit": "l", "concentration": "25 %", "product_form": "mixture"},
    {"quantity": "2", "unit": "t"},
    {},
    {"quantity": "20", "unit": "kg", "product_form": "medicine"},
    {"quantity": "1000", "unit": "tablets"},
    {"quantity": "300", "unit": "kg", "concentration": "12 % w/w"},
)
OPERATIONS: Final = (
    "",
    "export",
    "import",
    "",
    "transit",
    "domestic",
    "",
    "intermediary",
    "transhipment",
    "return",
    "export",
)

SETTINGS: Final[dict[str, dict[str, Any]]] = {
    "us-de": {"origin": "US", "destination": "DE"},
    "cn-mx": {"origin": "CN", "destination": "MX", "operation": "export"},
    "de-gb": {"origin": "DE", "destination": "GB", "as_of": date(2020, 12, 31)},
    "jp-in": {"origin": "JP", "destination": "IN", "transit": ("SG",), "operator_country": "CH"},
    "import": {"operation": "import"},
    "as-of-1995": {"as_of": date(1995, 7, 1)},
    "as-of-2013": {"as_of": date(2013, 6, 30)},
    "as-of-2022": {"as_of": date(2022, 12, 1)},
    "as-of-2027": {"as_of": date(2027, 7, 1)},
    "us-and-ca": {"jurisdictions": ("US", "CA")},
    "proposals": {"proposals": True},
}


def questions() -> dict[str, Callable[[], Iterator[Section]]]:
    """Return by name what makes the manifests of each question."""
    of_files = {
        "files": partial(_files, Question()),
        "files-us-mx": partial(_files, Question(origin="US", destination="MX", operation="export", proposals=True)),
    }
    whole = {"plain": _plain, "journeys": _journeys, "commerce": lambda: _sections(commerce(), Question())}
    settings = {name: partial(_share, turn) for turn, name in enumerate(SETTINGS)}
    return {**of_files, **whole, **settings}


def _files(question: Question) -> Iterator[Section]:
    for path in sorted(path for folder in FILES for path in folder.iterdir()):
        content = path.read_bytes()
        reference = json.loads(content)["reference"] if path.suffix == ".json" else ""
        yield Section(path.name, manifest_in(path.name, content, reference), question)


def _plain() -> Iterator[Section]:
    return _sections(_goods(), Question())


def _journeys() -> Iterator[Section]:
    """Yield the same lines, each on a journey of its own, where it says nothing else."""
    parties = [name for row in rows("parties") for name in (row["one"], row["other"])]
    for section, lines in _goods().items():
        moved = [_moved(number, line, parties) for number, line in enumerate(lines)]
        yield Section(section, manifest_of(moved), Question())


def _moved(number: int, line: Line, parties: list[str]) -> Line:
    journey = {**_turn(ROUTES, number), **_turn(DAYS, number), **_turn(AMOUNTS, number)}
    if operation := OPERATIONS[number % len(OPERATIONS)]:
        journey["operation"] = operation
    if number % 5:  # few parties, so that their parcels add up
        journey |= {"consignor": parties[number % 3], "consignee": parties[number % 17]}
    return {**journey, **line}


def _turn(settings: tuple[dict[str, str], ...], number: int) -> dict[str, str]:
    return settings[number % len(settings)]


def _share(turn: int) -> Iterator[Section]:
    """Return every twenty-fourth of the same lines, others for each setting."""
    share = {section: lines[turn % len(lines) :: SHARE] for section, lines in _goods().items()}
    return _sections(share, Question(**list(SETTINGS.values())[turn]))


def _sections(sections: Sections, question: Question) -> Iterator[Section]:
    return (Section(section, manifest_of(lines), question) for section, lines in sections.items())


def _goods() -> Sections:
    return dict(chain(tables().items(), acceptance().items(), listed().items()))
