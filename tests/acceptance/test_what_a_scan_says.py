"""What was read from a picture is a guess: never controlled, and never no_match where it was read badly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from watchlist.engine import Engine, Question
from watchlist.engine.answer import CorrectedField, Line
from watchlist.engine.errors import LineProblem
from watchlist.engine.problem_codes import ProblemCode
from watchlist.engine.reading import correct_line
from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest
from watchlist.screenings.rebuilding import declared_line

DAY = date(2026, 3, 2)
ROUTE = Question(origin="DE", destination="US", operation="export", as_of=DAY)
SURE: ProblemCode = "read_from_picture"
UNSURE: ProblemCode = "picture_unclear"
Problems = Iterable[tuple[ProblemCode, str]]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_seeds()


def line_of(fields: dict[str, str], problems: Problems) -> DeclaredLine:
    return DeclaredLine(1, "L1", fields, fields, tuple(LineProblem(code, field, "seen") for code, field in problems))


def answer(engine: Engine, line: DeclaredLine) -> Line:
    manifest = DeclaredManifest("a.pdf", "", {}, (), (line,))
    return engine.screen(manifest, ROUTE, today=DAY).lines[0]


ACETONE = {"name": "Acetone", "cas": "67-64-1", "quantity": "160", "unit": "kg"}
SALT = {"name": "Sodium chloride", "cas": "7647-14-5"}
NOBODYS = {"name": "Zorblax Q7", "cas": "7647-14-5"}
CASES: tuple[tuple[dict[str, str], Problems, str], ...] = (
    (ACETONE, (), "controlled"),
    (ACETONE, ((SURE, "name"), (SURE, "cas")), "review"),
    (ACETONE, ((UNSURE, "name"), (SURE, "cas")), "review"),
    # Of two papers the one with text says the number.
    (ACETONE, ((SURE, "name"),), "controlled"),
    (ACETONE, ((UNSURE, "quantity"),), "controlled"),
    (SALT, ((SURE, "name"), (SURE, "cas")), "no_match"),
    (SALT, ((SURE, "name"), (UNSURE, "cas")), "review"),
    (SALT, ((UNSURE, "name"), (SURE, "cas")), "review"),
    (SALT, ((SURE, "name"), (SURE, "cas"), (UNSURE, "export_date")), "review"),
    (SALT, ((SURE, "name"), (SURE, "cas"), (UNSURE, "quantity")), "no_match"),
    # A name that is known nowhere may be another's, misread.
    (NOBODYS, (), "no_match"),
    (NOBODYS, ((SURE, "name"), (SURE, "cas")), "review"),
    ({"name": "Zorblax Q7"}, ((UNSURE, "name"),), "unresolved"),
    ({"smiles": "CC(=O)C"}, ((SURE, "smiles"),), "review"),
    ({"hs_code": "2914.11"}, ((SURE, "hs_code"),), "review"),
)


@pytest.mark.parametrize(("fields", "problems", "verdict"), CASES)
def test_a_line_of_a_picture_is_never_controlled_and_no_match_only_if_all_was_read_surely(
    engine: Engine, fields: dict[str, str], problems: Problems, verdict: str
) -> None:
    found = answer(engine, line_of(fields, problems))
    assert found.verdict == verdict
    guessed = {field for code, field in problems}
    assert all(each.certainty == "guess" for each in found.resolution if each.from_ in guessed)


def test_it_is_said_that_a_name_was_not_read_surely(engine: Engine) -> None:
    line = answer(engine, line_of(SALT, ((UNSURE, "name"), (SURE, "cas"))))
    assert line.explanation == "A person must look: the name was not read surely (seen)."


def test_what_a_person_corrected_is_no_guess_any_more(engine: Engine) -> None:
    line = line_of({**ACETONE, "cas": "67-64-7"}, ((SURE, "name"), (UNSURE, "cas")))
    correction = CorrectedField("cas", "67-64-7", "67-64-1", "the paper", "officer", "2026-03-02T00:00:00+00:00", None)
    assert answer(engine, correct_line(line, [correction])).verdict == "controlled"


def test_a_stored_line_is_a_guess_when_it_is_asked_again(engine: Engine) -> None:
    for fields, problems, verdict in CASES:
        first = answer(engine, line_of(fields, problems))
        again = answer(engine, declared_line(first))
        assert (again.verdict, again.problems) == (verdict, first.problems)
