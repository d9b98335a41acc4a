"""Lines judged for tests: every finding of a line, by one officer, and what a second officer answers."""

from __future__ import annotations

from django.contrib.auth.models import User

from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judgement_models import Judgement
from watchlist.cases.judging import judge, latest_of
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_referral
from watchlist.screenings.models import ScreenedLine

WRONG = {"word": "dismissed", "reason": "wrong_identification", "note": "The analysis shows table salt."}


def judge_line(
    case: Case, line: ScreenedLine, officer: User, second: User | None = None, *, agreed: bool = True, **said: str
) -> list[Judgement]:
    """Say one word on all that is judged of a line, answered by a second officer where one is named and asked."""
    rows = []
    for position in positions_to_judge(line):
        last = latest_of(line).get(position)
        seen = last.number if last else 0
        row = judge(case=case, line=line, position=position, actor=officer, seen=seen, **{"word": "confirmed", **said})
        if row.referral and second:
            answer_referral(referral=row.referral, agreed=agreed, actor=second, note="Seen.")
        rows.append(row)
    return rows
