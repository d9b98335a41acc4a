"""Sentences of answers are said again of their facts: the same in English, in another language what facts tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, Final

import pytest

from tests.golden.corpus import acceptance
from watchlist.engine import Engine, Question, texts
from watchlist.engine.answer import Line
from watchlist.engine.host import ROOT
from watchlist.engine.reading.readers import read_manifest
from watchlist.engine.reports.findings import finding_view
from watchlist.engine.reports.retold_lines import spoken_verdict
from watchlist.engine.reports.retold_remarks import spoken_conflict, spoken_problem
from watchlist.engine.reports.spoken import Quoted, Spoken, SpokenPiece, spoken
from watchlist.engine.texts import FilledText, Translation, gettext_lazy
from watchlist.engine.vocabulary import Verdict

DAY: Final = date(2026, 3, 2)
SAMPLE: Final = ROOT / "fixtures" / "manifests" / "sample.csv"
NAMED: Final = gettext_lazy("Named in %(title)s.")
LEAST: Final = {Verdict.CONTROLLED: 0.99, Verdict.NO_MATCH: 0.9, Verdict.UNRESOLVED: 1.0, Verdict.REVIEW: 0.9}
"""Of how many lines of a verdict the facts must tell the sentence, but for what is quoted in it."""
LEAST_OF_GROUNDS: Final = 0.8


@cache
def answered() -> tuple[Line, ...]:
    engine = Engine.from_seeds()
    rows = [row for section in acceptance().values() for row in section]
    route = Question(origin="DE", destination="US", operation="export", as_of=DAY)
    far = Question(origin="CO", destination="KE", as_of=DAY)
    asked: list[tuple[Any, Question]] = [(read_manifest(str(SAMPLE)), Question())]
    asked += [(rows[::3], route), (rows[1::9], far)]
    return tuple(line for goods, question in asked for line in engine.screen(goods, question, today=DAY).lines)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Speak a language whose texts are the English ones in capitals, places aside; return how it says a text."""

    def capitals(text: str) -> str:
        return text.upper() if "%(" not in text else text

    english = [False]

    class Block:
        def __enter__(self) -> None:
            english.append(True)

        def __exit__(self, *_: object) -> None:
            english.pop()

    other = Translation(
        by_text=lambda text: text if english[-1] else capitals(text),
        in_english=Block,
        language=lambda: "en" if english[-1] else "xx",
    )
    monkeypatch.setattr(texts, "_translations", [other])
    return capitals


def folded(sentence: object) -> str:
    return str(sentence).casefold()


def test_in_english_a_sentence_is_what_was_stored_and_is_marked_as_that() -> None:
    for line in answered():
        assert spoken_verdict(line) == Spoken((SpokenPiece(line.explanation, in_english=True),))


@pytest.mark.usefixtures("elsewhere")
def test_in_another_language_the_facts_tell_what_the_stored_sentence_tells() -> None:
    told, lines = Counter[Verdict](), Counter[Verdict]()
    for line in answered():
        said = spoken_verdict(line)
        assert folded(said) == folded(line.explanation)
        lines[line.verdict] += 1
        told[line.verdict] += not said.pieces[-1].in_english or not said.pieces[0].in_english
    assert set(lines) == set(LEAST)
    shares = {verdict: told[verdict] / lines[verdict] for verdict in lines}
    assert all(shares[verdict] >= least for verdict, least in LEAST.items()), shares


@pytest.mark.usefixtures("elsewhere")
def test_of_most_findings_the_ground_is_told_by_their_facts() -> None:
    findings = [finding for line in answered() for finding in line.findings]
    told = 0
    for finding in findings:
        said = finding_view(finding).spoken
        assert folded(said) == folded(finding.explanation)
        told += any(not piece.in_english for piece in said.pieces)
    assert told / len(findings) >= LEAST_OF_GROUNDS, told / len(findings)


@pytest.mark.usefixtures("elsewhere")
def test_what_is_wrong_is_told_by_its_code_with_the_particulars_as_stored() -> None:
    problems = [problem for line in answered() for problem in line.problems]
    conflicts = [conflict for line in answered() for conflict in line.conflicts]
    for said, detail in [
        *((spoken_problem(problem), problem.detail) for problem in islice(problems, 50)),
        *((spoken_conflict(conflict), conflict.detail) for conflict in islice(conflicts, 50)),
    ]:
        meaning, particulars = said.pieces
        assert (particulars.text, particulars.in_english, meaning.in_english) == (detail, True, False)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("stored", "pieces"),
    [
        ("Named in Table I.", [("Named in ", False), ("Table I", True), (".", False)]),
        (
            "Named in Table I. And more.",
            [("Named in ", False), ("Table I", True), (".", False), (" ", False), ("And more.", True)],
        ),
        ("Named in Table I.And", [("Named in Table I.And", True)]),
        ("Named in Table II.", [("Named in Table II.", True)]),
        ("", []),
    ],
)
def test_what_facts_do_not_tell_stays_as_it_was_stored(stored: str, pieces: list[tuple[str, bool]]) -> None:
    said = spoken(stored, [FilledText(NAMED, {"title": Quoted("Table I")})])
    assert [tuple(piece) for piece in said.pieces] == pieces
