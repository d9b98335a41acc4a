"""Words on lines stand in a dossier, on its pages and in its checks; and in the register of the inspector."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.contrib.auth.models import User

from tests.cases.releases import meet_duties
from tests.cases.shipments import ACETONE, PIPERIDONE, SALT, opened
from tests.cases.test_judging import judge_all
from watchlist.audit.keys import signing_key
from watchlist.cases.dossier.document import document_of
from watchlist.cases.dossier.making import dossier_json
from watchlist.cases.dossier.sealing import seal, verify
from watchlist.cases.line_dispositions import dispose_lines
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_referral
from watchlist.cases.register.query import RegisterQuery, consignments, totals_of
from watchlist.cases.register.rows import rows_page


@pytest.fixture
def decided(law: Any, officer: User, second_officer: User) -> Case:
    """Return a case of which two lines were released by two, and one refused."""
    case = opened(ACETONE, PIPERIDONE, SALT)
    judge_all(case, officer)
    meet_duties(case, officer)
    asked = dispose_lines(case=case, lines=[1, 3], word="released", note="Notice seen.", actor=officer).referral
    assert asked is not None
    answer_referral(referral=asked, agreed=True, actor=second_officer)
    dispose_lines(case=case, lines=[2], word="refused", note="No licence.", actor=officer)
    case.refresh_from_db()
    return case


def test_a_dossier_tells_what_became_of_each_line(decided: Case, lead: User) -> None:
    sealed = orjson.loads(dossier_json(decided, lead))
    assert sealed["format"] == "precursor-watchlist-dossier/6"
    rows = sealed["parts"]["decisions"]["line_dispositions"]
    assert [(row["line"], row["word"], (row["second"] or {}).get("answered_by")) for row in rows] == [
        (1, "released", "second-officer"),
        (3, "released", "second-officer"),
        (2, "refused", None),
    ]
    assert sealed["parts"]["case"]["lines_by_word"] == {"released": 2, "refused": 1}
    pages = document_of(sealed, "0" * 64)
    assert ["Lines by what became of them", "released 2, refused 1"] in pages["decision"]
    assert [row["word"] for row in pages["said"]] == [
        "Released in part: released 2, refused 1",
        "Released: lines 1, 3",
        "Refused: line 2",
    ]
    assert all(check.holds for check in verify(seal(sealed["parts"], signing_key())).checks)


@pytest.mark.parametrize(
    ("row", "field", "value", "fault"),
    [
        (0, "second", None, "line 1 is controlled, and was released without a second officer"),
        (2, "word", "withdrawn", "the words on lines do not add up to their counts"),
    ],
)
def test_a_dossier_whose_words_on_lines_do_not_agree_is_told(
    decided: Case, lead: User, row: int, field: str, value: Any, fault: str
) -> None:
    parts = orjson.loads(dossier_json(decided, lead))["parts"]
    parts["decisions"]["line_dispositions"][row][field] = value
    checks = {check.subject: check for check in verify(seal(parts, signing_key())).checks}
    assert not checks["decisions"].holds
    assert fault in str(checks["decisions"])


def test_the_register_tells_the_word_of_the_line_and_sums_what_moved(decided: Case) -> None:
    found, _after = rows_page(consignments(RegisterQuery()), None, 10)
    told = {row.line: row.case_told for row in found}
    assert told == {1: f"{decided.number}: Released", 2: f"{decided.number}: Refused"}
    assert [total.name for total in totals_of(consignments(RegisterQuery())).rows] == ["Acetone"]
