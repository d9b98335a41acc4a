"""Nothing of why a signal was raised reaches a token that may not review cases, by whatever way it is told."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.acceptance.asking import ask, ask_all
from tests.exports.binary_texts import text_of
from watchlist.access.signals import SIGNALS
from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import as_mapping, decode, decode_as
from watchlist.engine.answer_shown import ALWAYS_SHOWN
from watchlist.exports.registry import EXPORTERS
from watchlist.results.redaction import redacted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
ESTER = {"name": "Ethyl phenylacetate", "smiles": "CCOC(=O)Cc1ccccc1"}
RELATIVE = {"smiles": "OC(=O)Cc1ccc(F)cc1"}
UN = ("UN",)


@pytest.mark.parametrize("line", [ESTER, RELATIVE], ids=["near_boundary", "analogue"])
def test_of_a_signal_no_word_is_left_but_those_that_are_shown(line: dict[str, str]) -> None:
    record = ask(line, jurisdictions=UN)
    plain = as_mapping(shown(record))
    signals = [finding for finding in record["findings"] if finding["tier"] in SIGNALS]
    reasons = {text for finding in signals for text in _reasons(finding)} - set(_texts(_without(record)))
    assert len(reasons) > 8
    assert not reasons & set(_texts(plain))
    said = json.dumps(plain, ensure_ascii=False)
    assert not [text for text in reasons if len(text) > 12 and text in said]


@pytest.mark.parametrize("line", [ESTER, RELATIVE], ids=["near_boundary", "analogue"])
def test_a_signal_has_only_what_is_shown(line: dict[str, str]) -> None:
    for finding in as_mapping(shown(ask(line)))["findings"]:
        if finding["tier"] in SIGNALS:
            assert {name for name, value in finding.items() if value is not None} == ALWAYS_SHOWN


def test_how_many_lists_a_signal_is_told_under_is_not_shown() -> None:
    record = ask(ESTER)
    told = [finding for finding in record["findings"] if finding["tier"] == "near_boundary"]
    assert len(told) > 5
    assert [finding.tier for finding in shown(record).findings].count("near_boundary") == 1


def test_what_law_finds_on_the_line_is_told_whole() -> None:
    record = ask(ESTER)
    law = [finding for finding in record["findings"] if finding["tier"] not in SIGNALS]
    assert law
    assert [one for one in as_mapping(shown(record))["findings"] if one["tier"] not in SIGNALS] == law


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_writes_what_is_left_and_no_more(name: str) -> None:
    answer = ask_all([ESTER, RELATIVE], jurisdictions=UN)
    out = io.BytesIO() if EXPORTERS[name].binary else io.StringIO()
    EXPORTERS[name].write([decode(answer.coverage), *map(shown, answer.lines), decode(answer.summary)], out)
    written = text_of(name, out) if isinstance(out, io.BytesIO) else out.getvalue()
    assert "Ethyl" in written
    for reason in ("un-table-1/", "by one condition", "Its structure resembles", "do not reach", "in common"):
        assert reason not in written


def shown(record: dict[str, Any]) -> Line:
    """Return a line as a token that may not review cases is shown it."""
    return redacted(decode_as(Line, record))


def _without(record: dict[str, Any]) -> dict[str, Any]:
    """What the record says beside its signals and its sentence, which anybody may read."""
    law = [finding for finding in record["findings"] if finding["tier"] not in SIGNALS]
    return {**{name: value for name, value in record.items() if name != "explanation"}, "findings": law}


def _reasons(finding: dict[str, Any]) -> Iterator[str]:
    return _texts({name: value for name, value in finding.items() if name not in ALWAYS_SHOWN - {"explanation"}})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for inner in value.values() for text in _texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _texts(inner))
    elif isinstance(value, str) and value:
        yield value
