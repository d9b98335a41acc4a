"""The answers are those whose hashes are committed: a change of any says so, and why (docs/practices/tests.md)."""

from __future__ import annotations

import pytest

from tests.golden.committed import Hashes, committed, path_of, write
from tests.golden.corpus import ACCEPTANCE
from tests.golden.hashing import lasting
from tests.golden.main import differences
from tests.golden.questions import questions
from tests.golden.service import GOLDEN, propose

FEW = ("files", "files-us-mx", "us-de", "jp-in", "proposals")
"""The questions of a minute; `make golden` asks all of them."""


@pytest.mark.long
@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("question", FEW)
def test_every_record_is_answered_as_committed(question: str) -> None:
    propose()
    assert list(differences(question)) == [], f"make golden ONLY={question}"


def test_each_question_is_committed_and_nothing_else() -> None:
    assert set(GOLDEN.iterdir()) == {ACCEPTANCE, *map(path_of, questions())}


def test_what_is_written_is_read_again(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.golden.committed.GOLDEN", tmp_path)
    hashes: Hashes = {("quantities .", "coverage"): "a1", ("quantities .", "1"): "b2", ("forms", "summary"): "c3"}
    write("plain", hashes)
    assert committed("plain") == hashes
    assert committed("journeys") == {}


def test_what_belongs_to_one_run_is_left_out_and_all_else_counts() -> None:
    assert lasting({"record": "summary", "lines": 2, "seconds": 0.5}) == '{"record":"summary","lines":2}'
    assert lasting({"record": "line", "seconds": 0.5}) == '{"record":"line","seconds":0.5}'


def test_an_answer_is_compared_but_for_the_keys_that_are_named() -> None:
    before = {"record": "line", "findings": [{"list": "us-list-1", "obligations": ["notify"]}]}
    after = {**before, "parts": [], "findings": [{**before["findings"][0], "records": [{"list": "us-list-1"}]}]}
    assert lasting(after, {"parts", "records"}) == lasting(before)
    assert lasting(after, {"parts"}) != lasting(before)
