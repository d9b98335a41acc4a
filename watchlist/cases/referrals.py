"""The second officer's verb: agree to what another asked for, or refuse it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from watchlist.access.people import allowed
from watchlist.access.second_pair import answer_once
from watchlist.cases.errors import JudgeFirst
from watchlist.cases.events import happened
from watchlist.cases.judgement_models import Referral
from watchlist.cases.lifecycle import close
from watchlist.cases.models import CLOSED, Case
from watchlist.cases.rights import SECOND
from watchlist.cases.tallying import recount
from watchlist.errors import LookAgain


@transaction.atomic
def answer(*, referral: Referral, agreed: bool, actor: User, note: str = "") -> Referral:
    """Answer what an officer asked for, and return the row; an agreed release closes the case.

    Raises `AskAnotherPerson` for who asked, `SayWhy` for a refusal without a reason, `LookAgain` where it was answered,
    `JudgeFirst` for a release of which lines were opened again.
    """
    person = allowed(actor, SECOND)
    case = Case.objects.select_for_update().get(pk=referral.case_id)
    if case.state == CLOSED:
        raise LookAgain(f"{case} was closed in the meantime.")
    if agreed and referral.kind == Referral.Kind.RELEASE and (case.to_judge or case.lines_waiting):
        raise JudgeFirst(f"{case.to_judge + case.lines_waiting} lines are not judged.")
    at = answer_once(referral, person=person, agreed=agreed, note=note)
    facts = {"asked_by": referral.asked_by.get_username(), "kind": referral.kind, "word": referral.word}
    happened(case, referral.answer, person.get_username(), text=note.strip(), facts=facts, at=at)
    if referral.kind == Referral.Kind.DISMISSAL:
        recount(case, [referral.judgement.screened_line])
    elif agreed:
        close(case, referral.word, referral.note, referral.asked_by, referral)
    return referral
