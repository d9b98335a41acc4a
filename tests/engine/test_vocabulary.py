"""Each word of an answer is one that the code writes, and the code writes no other."""

from __future__ import annotations

import csv
import json
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from typing import get_args

import orjson
import pytest

from chemistry.analogues.evidence import EVIDENCE
from chemistry.class_rules import trace
from chemistry.forms.reference_set import FORMS
from watchlist.engine import versions as engine, vocabulary
from watchlist.engine.decision import (
    conditions,
    findings,
    licence_coverage as cover,
    movement,
    precedence,
    shipment,
    thresholds,
    totals,
)
from watchlist.engine.decision.class_grounds import CLASS_GROUNDS
from watchlist.engine.decision.grounds import GROUNDS, SURVEILLANCE
from watchlist.engine.decision.materials import CONTAINED
from watchlist.engine.host import ROOT
from watchlist.engine.identification import records as resolution, strip_trade_terms as bare
from watchlist.engine.law.text.rules import words as seeds
from watchlist.engine.reading import items, lines
from watchlist.engine.reports import words
from watchlist.engine.vocabulary import Severity, Verdict, Word
from watchlist.internal_lists import matching, overlay as house
from watchlist.law_store.models import Precision
from watchlist.list_updates.models import Notice
from watchlist.screenings.route_checks.models import RESULTS

ALL: list[type[Word]] = [of for of in vars(vocabulary).values() if isinstance(of, type) and issubclass(of, Word)][1:]
DATA = ROOT / "watchlist" / "engine" / "identification" / "data"


def _seeds(column: str) -> tuple[str, ...]:
    """Return the words that the seeds may have in a column, whatever file it is of."""
    found = {word for columns in seeds.SINGLE_WORD_COLUMNS.values() if column in columns for word in columns[column]}
    return tuple(sorted(found))


def _grounds() -> tuple[str, ...]:
    told = [tier for tier, _ in (*GROUNDS, *SURVEILLANCE, *CLASS_GROUNDS)]
    return (*told, precedence.ELSEWHERE, "analogue")


def _trade_words() -> Iterator[str]:
    """Yield every kind of words that the tables let a name be relieved of."""
    for row in _rows("trade_words.csv"):
        yield row["kind"]
    for row in _rows("plain_words.csv"):
        yield bare.KINDS.get(row["says"], row["says"]) or "packing"
    yield from (row["says"] for row in _rows("element_labels.csv") if row["says"] in ("concentration", "packing"))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


WRITTEN: list[tuple[type[Word], str, Iterable[str]]] = [
    (vocabulary.Verdict, "words", words.VERDICTS),
    (vocabulary.Action, "words", words.ACTIONS),
    (vocabulary.Action, "seeds", (*_seeds("action"), "none_known")),
    (vocabulary.Severity, "words", words.SEVERITIES),
    (vocabulary.Tier, "grounds", _grounds()),
    (vocabulary.Tier, "words", words.TIERS),
    (vocabulary.Certainty, "resolution", get_args(resolution.Certainty)),
    (vocabulary.Certainty, "house", matching.CERTAINTIES),
    (vocabulary.Certainty, "words", words.CERTAINTIES),
    (vocabulary.Confidence, "seeds", seeds.CONFIDENCE),
    (vocabulary.Confidence, "cover", cover.CONFIDENCES),
    (vocabulary.Confidence, "shipment", shipment.CONFIDENCES),
    (vocabulary.Branch, "seeds", _seeds("branch")),
    (vocabulary.Form, "findings", findings.FORM_NAMES.values()),
    (vocabulary.FoundForm, "chemistry and materials", (*FORMS, *CONTAINED)),
    (vocabulary.Depth, "resolution", get_args(resolution.Depth)),
    (vocabulary.Depth, "house", house.DEPTHS),
    (vocabulary.Depth, "words", words.DEPTHS),
    (vocabulary.Bears, "words", words.BEARS),
    (vocabulary.Met, "conditions", conditions.OPPOSITE),
    (vocabulary.Met, "words", words.MET),
    (vocabulary.DecisionWord, "words", words.DECISIONS),
    (vocabulary.Effect, "seeds", _seeds("effect")),
    (vocabulary.Effect, "words", words.EFFECTS),
    (vocabulary.ConditionKind, "seeds", seeds.UNITS),
    (vocabulary.ConditionKind, "words", words.CONDITIONS),
    (vocabulary.ProductForm, "history", items.PRODUCT_FORMS),
    (vocabulary.LimitUnit, "conditions", conditions.UNITS),
    (vocabulary.LimitUnit, "totals", totals.UNITS),
    (vocabulary.DateBasis, "movement", (*movement.BASIS_OF_ROLE.values(), "given", "transit", "assumed")),
    (vocabulary.DateBasis, "words", words.DATE_BASES),
    (vocabulary.DatePrecision, "law", Precision.values),
    (vocabulary.DatePrecision, "seeds", _seeds("precision")),
    (vocabulary.Operation, "seeds", seeds.OPERATIONS),
    (vocabulary.ResolutionSource, "resolution", get_args(resolution.By)),
    (vocabulary.ResolutionSource, "words", words.READERS),
    (vocabulary.IdentityField, "items", items.ITEM),
    (vocabulary.IdentityField, "precedence", precedence.FIELDS),
    (vocabulary.TradeWordKind, "tables", _trade_words()),
    (vocabulary.SiteVerdict, "trace", get_args(trace.Verdict)),
    (vocabulary.SiteVerdict, "words", words.SITE_VERDICTS),
    (vocabulary.EvidenceKind, "chemistry", EVIDENCE),
    (vocabulary.NoticeKind, "sources", Notice.Kind.values),
    (vocabulary.PartyRole, "totals", ("consignor", "consignee", thresholds.SHIPMENT)),
    (vocabulary.PartyMatch, "contract", ("exact", "similar")),
    (vocabulary.Stage, "engine", engine.STAGES),
    (vocabulary.Stage, "words", words.STAGES),
    (vocabulary.VerdictGround, "words", words.VERDICT_GROUNDS),
    (vocabulary.RouteHeld, "contract", ("none", "in_part")),
    (vocabulary.RouteResult, "route checks", RESULTS),
    (vocabulary.RouteResult, "words", words.ROUTE_RESULTS),
    (vocabulary.RouteAnswer, "words", words.ROUTE_ANSWERS),
    (vocabulary.Visibility, "account", get_args(lines.Visibility)),
]


@pytest.mark.parametrize(("of", "where", "written"), WRITTEN, ids=[f"{of.__name__} {at}" for of, at, _ in WRITTEN])
def test_a_word_is_one_that_is_declared_everywhere(of: type[Word], where: str, written: Iterable[str]) -> None:
    assert set(of) == set(written), where


def test_every_vocabulary_is_compared() -> None:
    assert {of for of, _, _ in WRITTEN} == set(ALL)


def test_an_order_that_counts_is_that_of_the_members() -> None:
    for of, order in (
        (vocabulary.Confidence, shipment.CONFIDENCES),
        (vocabulary.Depth, house.DEPTHS),
        (vocabulary.Form, dict.fromkeys(findings.FORM_NAMES.values())),
        (vocabulary.FoundForm, (*FORMS, *CONTAINED)),
        (vocabulary.Stage, engine.STAGES),
    ):
        assert list(of) == list(order), of.__name__


@pytest.mark.parametrize("of", ALL, ids=[of.__name__ for of in ALL])
def test_every_word_has_a_meaning_and_is_written_somewhere_in_the_code_or_its_tables(of: type[Word]) -> None:
    for word in of:
        assert word.meaning.endswith(".")
        assert len(word.meaning) > 4
        assert f'"{word}"' in _code() or word in set(_trade_words()), word
    assert of.__doc__


def test_a_word_is_its_text() -> None:
    assert Verdict.REVIEW == "review"
    assert f"{Verdict.REVIEW}" == str(Verdict.REVIEW) == "review"
    assert {"review": 1}[Verdict.REVIEW] == 1
    assert Verdict("review") is Verdict.REVIEW
    assert pickle.loads(pickle.dumps(Severity.LOW)) is Severity.LOW  # noqa: S301 - our own bytes
    assert json.dumps({"a": Verdict.REVIEW}) == '{"a": "review"}'
    assert orjson.dumps([Verdict.REVIEW]) == b'["review"]'


PROGRAM = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("django", "rest_framework", "celery"):
            raise ImportError(name)
sys.meta_path.insert(0, Refuse())
import watchlist.engine.answer_codec, watchlist.engine.answer_shown
print(sorted(name for name in sys.modules if name.startswith("watchlist")))
"""


@pytest.mark.servers
def test_the_answer_is_read_where_there_is_no_django() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    modules = ("", ".engine", ".engine.answer", ".engine.answer_codec", ".engine.answer_shown", ".engine.vocabulary")
    assert ran.stdout.strip() == str([f"watchlist{name}" for name in modules])


@cache
def _code() -> str:
    """Return the code outside of the vocabulary."""
    paths = [path for folder in ("chemistry", "watchlist") for path in sorted((ROOT / folder).rglob("*.py"))]
    written = [path for path in paths if path.name != "vocabulary.py" and "migrations" not in path.parts]
    return "\n".join(path.read_text(encoding="utf-8") for path in written)
