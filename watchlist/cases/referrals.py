"""The second officer's verb: agree to what another asked for, or refuse it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Case as Choice, Model, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from watchlist.access import answer_all, answer_once
from watchlist.cases.authorising import authorisations_of
from watchlist.cases.decision_news import announces_decision
from watchlist.cases.errors import NOT_JUDGED, ConfirmTheOverride, JudgeFirst
from watchlist.cases.events import record_event
from watchlist.cases.hits import recount, write_counts
from watchlist.cases.judgement_models import Referral
from watchlist.cases.judgement_writing import write_progress_of
from watchlist.cases.lifecycle import close, refuse_unless_lead
from watchlist.cases.line_dispositions import lines_named, lines_to_judge, release_lines
from watchlist.cases.models import CLOSED, Case
from watchlist.cases.override_models import ReleaseOverride, were_all_shown
from watchlist.cases.release_gate import lapse_duties, obstacles_of
from watchlist.cases.rights import SECOND, locked_for
from watchlist.errors import LookAgain
from watchlist.screenings.totals import recount_lines


@transaction.atomic
@announces_decision
def answer_referral(
    *, referral: Referral, agreed: bool, actor: User, note: str = "", confirms_override: bool = False
) -> Referral:
    """Answer a referral and return it; an agreed release closes the case, or is that of the lines which it names.

    `confirms_override`: that a release goes past what stands in its way is agreed to apart.

    Raises `AskAnotherPerson` for who asked, `SayWhy` for a refusal without a reason, `LookAgain` where it was answered
    or overtaken, and for a release `JudgeFirst` where lines were opened again, `AskTheLead` where a lead holds it,
    `ConfirmTheOverride`, and what `authorising.use_authorisations` raises.
    """
    person, case = _locked_for_second(referral, actor)
    override: ReleaseOverride | None = None
    lines = lines_named(referral)
    if agreed and referral.kind == Referral.Kind.RELEASE:
        _refuse_untimely(case, referral, person, lines)
        override = _override_to_confirm(case, referral, confirms_override, lines)
    at = answer_once(referral, person=person, agreed=agreed, note=note)
    facts = {"asked_by": referral.asked_by.get_username(), "kind": referral.kind, "word": referral.word}
    rows: list[Model] = [referral]
    if referral.kind == Referral.Kind.DISMISSAL:
        recount(case, [referral.judgement.screened_line])
        recount_lines([referral.judgement.screened_line_id])
    if override is not None:
        override.confirmed_by, override.confirmed_at = person, at
        override.save(update_fields=["confirmed_by", "confirmed_at"])
        facts["override"] = override.reason
        rows.append(override)
    record_event(case, referral.answer, person.get_username(), text=note.strip(), facts=facts, at=at, rows=rows)
    if agreed and referral.kind == Referral.Kind.RELEASE:
        lapse_duties(case, referral.asked_by)
        if lines is not None:
            release_lines(case, referral, lines)
        else:
            close(case, referral.word, referral.note, referral.asked_by, referral, referral.authorisations)
    return referral


@transaction.atomic
def answer_alike(
    *,
    referral: Referral,
    agreed: bool,
    actor: User,
    note: str = "",
    most: int | None = None,
    confirms_override: bool = False,
) -> list[Referral]:
    """Answer one request: every dismissal that the same officer asked for in one act, with one reason and note.

    Each row gets the answer; they are returned in the order of the file. `most`: at most so many, this one among them;
    `waiting_together` returns the others afterwards. Raises as `answer_referral` does.
    """
    person, case = _locked_for_second(referral, actor)
    if referral.kind != Referral.Kind.DISMISSAL:
        confirms = {"confirms_override": confirms_override}
        return [answer_referral(referral=referral, agreed=agreed, actor=person, note=note, **confirms)]
    this_first = Choice(When(pk=referral.pk, then=Value(0)), default=Value(1))
    chosen = waiting_together(referral).order_by(this_first, "judgement__screened_line", "pk")[:most]
    together = sorted(chosen, key=lambda row: (row.judgement.screened_line_id, row.pk))
    at = answer_all(together, person=person, agreed=agreed, note=note)
    lines = {row.judgement.screened_line_id: row.judgement.screened_line for row in together}
    write_progress_of(case, lines)
    write_counts(case)
    recount_lines(lines)
    facts = {
        "asked_by": referral.asked_by.get_username(),
        "lines": [line.line.number for line in lines.values()],
        "kind": referral.kind,
        "word": referral.word,
    }
    verb, by = f"{together[0].answer}_alike", person.get_username()
    record_event(case, verb, by, text=note.strip(), facts=facts, at=at, rows=together)
    return together


def waiting_together(referral: Referral) -> QuerySet[Referral]:
    """Return the dismissals that wait with one: those asked for in one act, on lines of the case; itself too.

    What is asked for later, be it with the same note, is never among it: the second officer was not shown it.
    """
    same = {name: getattr(referral, name) for name in ("case_id", "kind", "asked_by_id", "asked_at", "note")}
    waiting = Referral.objects.waiting().filter(**same)
    rows = waiting.select_related("asked_by", "judgement__screened_line__line").order_by("judgement__screened_line")
    return rows.defer("judgement__screened_line__record")


def _locked_for_second(referral: Referral, actor: User) -> tuple[User, Case]:
    """Return the person, and the case, locked. Raises `LookAgain` where nothing is left to answer."""
    person, case = locked_for(referral.case_id, actor, SECOND)
    if case.state == CLOSED:
        raise LookAgain(_("%(case)s was closed in the meantime."), case=case)
    if not Referral.objects.waiting().filter(pk=referral.pk).exists():
        raise LookAgain(_("It was answered, or judged otherwise, in the meantime."))
    return person, case


def _refuse_untimely(case: Case, referral: Referral, person: User, lines: Mapping[int, int] | None) -> None:
    refuse_unless_lead(case, person)
    if left := case.to_judge + case.lines_waiting if lines is None else lines_to_judge(lines):
        raise JudgeFirst(NOT_JUDGED, lines=left)
    since = {"at__gt": referral.asked_at}
    if case.screenings.filter(**since).exists() or case.look_backs.filter(**since).exists():
        raise LookAgain(_("Hits came after it was asked for: refuse it, and have it asked for again."))


def _override_to_confirm(
    case: Case, referral: Referral, confirms: bool, lines: Mapping[int, int] | None
) -> ReleaseOverride | None:
    """Return the override of a release, which the second officer confirms; None where nothing stands in its way."""
    override = ReleaseOverride.objects.filter(referral=referral).first()
    papers = authorisations_of(referral.authorisations)
    obstacles = obstacles_of(case, referral.word, papers, datetime.now(UTC).date(), lines)
    if not were_all_shown(obstacles, override.missing if override else ()):
        raise LookAgain(_("Something else stands in the way by now: refuse it, and have it asked for again."))
    if override is not None and not confirms:
        raise ConfirmTheOverride(_("The release goes past what is missing: confirm that apart, or refuse."))
    return override
