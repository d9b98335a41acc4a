"""No reason can be given that is not explained, and no explanation tells by which figures an answer is decided."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import pytest
from django.contrib.auth.models import User

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.api.law_pages import read
from watchlist.api.law.grounds import REASONS, GroundList
from watchlist.api.record_base import TIERS as DESCRIBED
from watchlist.engine import host
from watchlist.engine.decision.policy import VERDICTS
from watchlist.engine.decision.precedence import TIERS
from watchlist.engine.decision.sentences import REQUESTS, UNREAD
from watchlist.engine.identification.conflicts import CONFLICTS, CUSTOMS, KINDS, conflict_code
from watchlist.engine.problem_codes import PROBLEMS, ProblemCode

URL = "/api/v1/grounds/"
GIVES = {"LineProblem", "StructureError", "CasError", "QuantityUnreadable", "DateUnreadable"}
FOLDERS = ("chemistry", "watchlist/engine", "watchlist/manifests", "watchlist/screenings")


def literals(of: Any) -> set[str]:
    """Return the words of a literal type, or of a union of them."""
    return set().union(*({one} if isinstance(one, str) else literals(one) for one in get_args(of)))


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in (path for folder in FOLDERS for path in sorted((host.ROOT / folder).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield path, node


def test_every_reason_is_told_once_as_described(caller: Caller, officer: User) -> None:
    body = read(caller(officer, "read_lists"), URL)
    assert_described(GroundList(), body, "grounds")
    assert len(body["items"]) == sum(map(len, REASONS.values()))
    assert all(reason["explanation"].endswith(".") for reason in body["items"] if reason["kind"] != "evidence")


def test_reasons_are_filtered_by_kind(caller: Caller, officer: User) -> None:
    told = read(caller(officer, "read_lists"), URL, kind="verdict")["items"]
    assert [reason["code"] for reason in told] == list(VERDICTS)


def test_the_type_of_a_problem_names_those_that_are_explained() -> None:
    assert literals(ProblemCode) == set(PROBLEMS)


def test_every_problem_that_the_source_gives_is_explained() -> None:
    given = {
        (path.name, node.args[0].value)
        for path, node in calls()
        if isinstance(node.func, ast.Name) and node.func.id in GIVES and node.args
        if isinstance(node.args[0], ast.Constant)
    }
    assert len(given) > 30
    assert {(file, code) for file, code in given if code not in PROBLEMS} == set()


def test_every_pair_of_fields_that_can_differ_has_an_explained_conflict() -> None:
    pairs = [pair for pair in combinations(KINDS, 2) if not CUSTOMS.issuperset(pair)]
    assert {conflict_code(KINDS[one], KINDS[other]) for one, other in pairs} | {"cn_hs_mismatch"} == set(CONFLICTS)


def test_conflicts_are_named_in_one_place_only() -> None:
    given = [node.args[0] for _, node in calls() if isinstance(node.func, ast.Name) and node.func.id == "FieldConflict"]
    assert len(given) >= 4
    assert not [code for code in given if isinstance(code, ast.Constant | ast.JoinedStr)]


def test_every_tier_is_explained() -> None:
    explained = {code for code, _ in REASONS["tier"]}
    assert explained == set(TIERS) == set(DESCRIBED)


def test_every_field_that_a_request_speaks_of_has_its_sentence() -> None:
    assert set(REQUESTS) >= UNREAD


@pytest.mark.parametrize("kind", [kind for kind in REASONS if kind != "error"])
def test_no_explanation_tells_a_figure(kind: str) -> None:
    assert not [code for code, said in REASONS[kind] if re.search(r"\d|%|threshold|score", said.replace("3166", ""))]
