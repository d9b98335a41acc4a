"""An InChIKey stands where a line shows something, or where it was asked; what a line is called depends on neither."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.asking import ask, ask_all

PHENOL = "ISWSIDIOOBJBQZ-UHFFFAOYSA-N"
ACETONE = "CSCPPACGZOOCGX-UHFFFAOYSA-N"
HEXANE = "VLKZOEOYAKHREP-UHFFFAOYSA-N"
CHLORIC = "XTEGARKTQYYJKE-UHFFFAOYSA-N"
EXPORT = {"origin": "DE", "destination": "US", "operation": "export"}
TO_BRAZIL = {"origin": "DE", "destination": "BR", "operation": "export"}
CASES: list[tuple[dict[str, str], dict[str, str], str, list[str | None], list[str]]] = [
    ({"smiles": "OC1=CC=CC=C1"}, EXPORT, "no_match", [None], [PHENOL]),
    ({"cas": "108-95-2"}, EXPORT, "no_match", [None], [PHENOL]),
    ({"name": "phenol"}, EXPORT, "no_match", [None], [PHENOL]),
    ({"inchikey": PHENOL}, EXPORT, "no_match", [None], [PHENOL]),
    ({"name": "phenol", "smiles": "Oc1ccccc1"}, EXPORT, "no_match", [None, None], [PHENOL, PHENOL]),
    ({"smiles": "OC1=CC=CC=C1"}, TO_BRAZIL, "review", [None], [PHENOL]),
    ({"name": "chloric acid"}, EXPORT, "no_match", [CHLORIC], [CHLORIC]),
    ({"smiles": "CC(C)=O"}, EXPORT, "controlled", [ACETONE], [ACETONE]),
    ({"inchikey": ACETONE}, EXPORT, "controlled", [ACETONE], [ACETONE]),
    ({"smiles": "CC(C)=O", "name": "phenol"}, EXPORT, "controlled", [PHENOL, ACETONE], [PHENOL, ACETONE]),
    ({"cas": "108-95-2", "smiles": "CCCCCC"}, EXPORT, "review", [PHENOL, HEXANE], [PHENOL, HEXANE]),
    ({"smiles": "Oc1ccccc1", "cas": "108-95-3"}, EXPORT, "review", [PHENOL], [PHENOL]),
]

pytestmark = pytest.mark.usefixtures("law")


def shown(line: dict[str, Any]) -> list[str | None]:
    return [reading["inchikey"] for reading in line["resolution"]]


def without(line: dict[str, Any]) -> dict[str, Any]:
    readings = [{name: of for name, of in reading.items() if name != "inchikey"} for reading in line["resolution"]]
    return {**line, "resolution": readings}


@pytest.mark.parametrize(("said", "route", "verdict", "usual", "asked"), CASES)
def test_an_inchikey_stands_where_a_line_shows_something_or_where_it_is_asked(
    said: dict[str, str], route: dict[str, str], verdict: str, usual: list[str | None], asked: list[str]
) -> None:
    line, whole = ask(said, **route), ask(said, **route, all_inchikeys=True)
    assert line["verdict"] == verdict
    assert sorted(map(str, shown(line))) == sorted(map(str, usual))
    assert sorted(map(str, shown(whole))) == sorted(asked)
    assert without(line) == without(whole)


def test_lines_alone_and_together_before_and_after_somebody_asked_for_all_are_answered_alike() -> None:
    lines = [said for said, route, *_ in CASES if route is EXPORT]
    together = ask_all(lines, **EXPORT).lines
    ask_all(lines, **EXPORT, all_inchikeys=True)
    assert ask_all(lines, **EXPORT).lines == together
    alone = [{**ask(said, **EXPORT), "line": number} for number, said in enumerate(lines, start=1)]
    assert [{**line, "key": ""} for line in alone] == [{**line, "key": ""} for line in together]
