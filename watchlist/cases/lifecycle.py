"""The verbs of a case: assign, suspend, resume, snooze, note, await an authority, report to one, dispose, reopen.

The wait for an authority, and the report, a compliance lead alone does and a few alone know. Neither changes what
others read: the wait is a lead's hold to them, the report is nothing; so are the events of both, the files kept with
them, and the instant at which the case changed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.access import person_with_right
from watchlist.cases.authorising import authorisation_keys, authorisations_of, use_authorisations
from watchlist.cases.decision_news import announces_decision
from watchlist.cases.errors import (
    IN_THE_WAY,
    NOT_JUDGED,
    AskTheLead,
    DecideByLine,
    JudgeFirst,
    MeetOrOverride,
    WaitForTheSecond,
)
from watchlist.cases.events import CASE_CLOSED, CASE_OPENED, announce_case, record_event
from watchlist.cases.hits import count_not_asked
from watchlist.cases.judgement_models import RELEASES, Disposition, Referral
from watchlist.cases.line_disposition_models import HELD, ReferralLine
from watchlist.cases.line_words import are_decided_by_line, counts_by_word, need_people, outcome_of, without_word
from watchlist.cases.models import AWAITING, CLOSED, INVESTIGATING, ON_HOLD, PENDING, AuthorityReport, Case
from watchlist.cases.override_models import OVERRIDE_REASONS, Obstacle, ReleaseOverride, encode_obstacles
from watchlist.cases.recounted_goods import recount_goods
from watchlist.cases.release_gate import lapse_duties, obstacles_of
from watchlist.cases.rights import REPORT, WORK, locked_for, locked_open, sees_reports
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.texts import Sentence
from watchlist.errors import LookAgain, SayWhy
from watchlist.screenings import ScreenedLine
from watchlist.screenings.rescreen import CaseDue

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Override:
    """Why a release goes past what stands in its way: a reason of the list, and a sentence of what shows it."""

    reason: str
    sentence: str


@transaction.atomic
def assign(*, case: Case, to: User | None, actor: User) -> Case:
    """Give the case to a person who works on cases, or to nobody, and return it."""
    person, locked = locked_open(case.pk, actor, WORK)
    whom = person_with_right(to, WORK) if to else None
    state = INVESTIGATING if whom and locked.state == "pending" else locked.state
    return _changed(locked, "assign", person, {"to": whom.get_username() if whom else ""}, assignee=whom, state=state)


@transaction.atomic
@announces_decision
def suspend(*, case: Case, note: str, actor: User) -> Case:
    """Put the case on hold and return it; what a compliance lead suspends, only a lead resumes.

    A lead's reason is kept where those alone read it who may know of reports: so no suspension tells of one.
    """
    person, locked = locked_open(case.pk, actor, WORK, REPORT)
    refuse_unless_lead(locked, person)
    _require_reason(note, _("Say what it waits for."))
    if person.has_perm(REPORT):
        return _suspend_as_lead(locked, "why_held", note, person, state=ON_HOLD)
    return _changed(locked, "hold", person, {}, text=note, state=ON_HOLD, held_by_lead=False)


def _suspend_as_lead(case: Case, verb: str, note: str, person: User, *, state: str) -> Case:
    """Put a case on hold in a lead's name, with a restricted reason, and return it.

    A suspension and the wait for an authority leave the same trail, but for what the few read who may know of reports.
    """
    if not case.held_by_lead:
        _changed(case, "hold", person, {}, state=ON_HOLD, held_by_lead=True)
    Case.objects.filter(pk=case.pk).update(state=state)
    record_event(case, verb, person.get_username(), text=note.strip(), restricted=True)
    case.refresh_from_db()
    return case


@transaction.atomic
@announces_decision
def resume(*, case: Case, note: str = "", actor: User) -> Case:
    """Take the case off hold and return it; the note of a lead is restricted to those who may know of reports."""
    person, locked = locked_open(case.pk, actor, WORK, REPORT)
    refuse_unless_lead(locked, person)
    if locked.state not in (ON_HOLD, AWAITING):
        raise LookAgain(_("%(held)s is not on hold."), held=locked)
    if locked.held_by_lead and note.strip():
        record_event(locked, "why_resumed", person.get_username(), text=note.strip(), restricted=True)
        note = ""
    return _changed(locked, "resume", person, {}, text=note, state=INVESTIGATING, held_by_lead=False)


@transaction.atomic
def snooze(*, case: Case, until: date | None, actor: User) -> Case:
    """Let the case rest in the queue until a day, or no longer, and return it.

    Its deadlines go on: one that falls inside the rest ends it, and so does a new hit.
    """
    person, locked = locked_open(case.pk, actor, WORK)
    return _changed(locked, "snooze", person, {"until": until}, snoozed_until=until)


@transaction.atomic
def add_note(*, case: Case, text: str, actor: User) -> Case:
    """Keep a note in the case, closed or not, and return it."""
    person = person_with_right(actor, WORK, REPORT)
    _require_reason(text, _("Write a note."))
    record_event(case, "note", person.get_username(), text=text.strip())
    return case


@transaction.atomic
@announces_decision
def dispose(
    *,
    case: Case,
    word: str,
    note: str,
    actor: User,
    authorisations: Iterable[int] = (),
    override: Override | None = None,
) -> Disposition | Referral:
    """Record the disposition of the shipment, close its case, and return the disposition.

    A release asks that every line be judged and that nothing stand in its way (`release_gate`), or an `override`. One
    of anything controlled, or with an override, asks a second officer, and closes nothing yet: the referral is
    returned. A release under authorisation names the rows of the register that are used when the case closes. Raises
    `JudgeFirst`, `WaitForTheSecond`, `SayWhy`, `MeetOrOverride`, `DecideByLine` where somebody said a word on a line,
    and what `authorising.authorisation_keys` raises.
    """
    person, locked = locked_to_dispose(case, note, actor)
    if are_decided_by_line(locked):
        raise DecideByLine(_("Words were said on lines of this case: say a word on the lines that are left."))
    if word in RELEASES and (locked.to_judge or locked.lines_waiting):
        raise JudgeFirst(NOT_JUDGED, lines=locked.to_judge + locked.lines_waiting)
    papers = authorisation_keys(locked, word, authorisations)
    obstacles = obstacles_to_override(locked, word, papers, override, person) if word in RELEASES else []
    if word in RELEASES and (obstacles or is_controlled(locked)):
        return ask_release(locked, word, note, person, papers, override, obstacles)
    return close(locked, word, note, person, None, papers)


def locked_to_dispose(case: Case, note: str, actor: User) -> tuple[User, Case]:
    """Return the person and the open case, locked, on which or on whose lines they say a word. For the verbs alone.

    Raises `ReopenFirst`, `AskTheLead`, `SayWhy` without a note, `WaitForTheSecond` where a release waits.
    """
    person, locked = locked_open(case.pk, actor, WORK)
    refuse_unless_lead(locked, person)
    count_not_asked(locked)
    _require_reason(note, _("Say what it rests on."))
    if Referral.objects.filter(case=locked, kind=Referral.Kind.RELEASE, answer="").exists():
        raise WaitForTheSecond(_("A second officer was asked about a release."))
    return person, locked


def obstacles_to_override(  # noqa: PLR0917 - the facts of one release
    case: Case,
    word: str,
    papers: str,
    override: Override | None,
    person: User,
    lines: Collection[int] | None = None,
) -> list[Obstacle]:
    """Return what stands in the way of a release that has an override. Raises `MeetOrOverride` where it has none.

    `lines`: the ids of the lines that are released; None: the shipment.
    """
    lapse_duties(case, person)
    obstacles = obstacles_of(case, word, authorisations_of(papers), datetime.now(UTC).date(), lines)
    if obstacles and override is None:
        raise MeetOrOverride(IN_THE_WAY, number=len(obstacles))
    if override is not None:
        if not obstacles:
            raise CorrectTheQuestion(_("Nothing stands in the way of this release: it needs no override."))
        if override.reason not in OVERRIDE_REASONS or not override.sentence.strip():
            raise SayWhy(_("An override has a reason of the list, and a sentence of what shows it."))
    return obstacles


def is_controlled(case: Case, chosen: Collection[int] | None = None) -> bool:
    """Say whether any screening of the case, or a look-back, found something controlled, or that must be held.

    `chosen`: of the last screening, the ids of the lines that are asked about. Lines of one before are not known to be
    other goods, so what was found in those counts for every line.
    """
    lines = ScreenedLine.objects.filter(screening__case_screening__case=case)
    if chosen is not None:
        lines = lines.exclude(Q(screening=case.screening_id) & ~Q(pk__in=chosen))
    later = CaseDue.objects.filter(shipment=case.shipment, rescreen__in=case.look_backs.values("rescreen"))
    found = (lines, later)
    return any(rows.filter(verdict="controlled").exists() or rows.filter(action="hold").exists() for rows in found)


def close(  # noqa: PLR0917 - the facts of one disposition
    case: Case, word: str, note: str, person: User, referral: Referral | None, papers: str = ""
) -> Disposition:
    """Close a case and return its disposition, in the name of who asked for it. For the verbs alone.

    The documents that the release names are used. Raises what `authorising.use_authorisations` raises.
    """
    use_authorisations(case, papers, person)
    return _write_disposition(case, word, note, person, referral, papers, {})


def close_by_lines(case: Case, note: str, person: User) -> Disposition | None:
    """Close a case where each of its lines has a final word, by the word that follows, and return its disposition.

    None where a line is left: it stays open, and waits where all that is left is held back.
    """
    outcome = outcome_of(case)
    if outcome is not None:
        return _write_disposition(case, outcome.word, note, person, None, outcome.authorisations, outcome.counts)
    waits = HELD in counts_by_word(case) and not need_people(case, without_word(case)).exists()
    state = ON_HOLD if waits else INVESTIGATING
    if case.state == PENDING or (waits and case.state == INVESTIGATING):
        Case.objects.filter(pk=case.pk).update(state=state, assignee=case.assignee or person)
        case.refresh_from_db()
    return None


def _write_disposition(  # noqa: PLR0917 - the facts of one disposition
    case: Case,
    word: str,
    note: str,
    person: User,
    referral: Referral | None,
    papers: str,
    counts: Mapping[str, int],
) -> Disposition:
    number, at = Disposition.objects.filter(case=case).count() + 1, datetime.now(UTC)
    row = Disposition.objects.create(
        case=case,
        number=number,
        word=word,
        note=note.strip(),
        by=person,
        at=at,
        referral=referral,
        authorisations=papers,
        line_counts=json.dumps(counts) if counts else "",
    )
    second = referral.answered_by.get_username() if referral and referral.answered_by else ""
    facts: dict[str, Any] = {"word": word, "second": second, **({"authorisations": papers} if papers else {})}
    facts |= {"counts": dict(counts)} if counts else {}
    to: dict[str, Any] = {"state": CLOSED, "disposition": row, "held_by_lead": False}
    _changed(case, "dispose", person, facts, text=note, rows=[row], **to)
    announce_case(case, CASE_CLOSED)
    return row


@transaction.atomic
@announces_decision
def reopen(*, case: Case, note: str, actor: User) -> Case:
    """Reopen a closed case, with a reason, and return it."""
    person, locked = locked_for(case.pk, actor, WORK)
    if locked.state != CLOSED:
        raise LookAgain(_("%(held)s is open."), held=locked)
    _require_reason(note, _("Say why it is reopened."))
    announce_case(locked, CASE_OPENED)
    return _changed(locked, "reopen", person, {}, text=note, state=INVESTIGATING, disposition=None)


def ask_release(  # noqa: PLR0917 - the facts of one release
    case: Case,
    word: str,
    note: str,
    person: User,
    papers: str,
    override: Override | None,
    obstacles: Sequence[Obstacle],
    lines: Mapping[int, int] | None = None,
) -> Referral:
    """Ask a second officer for a release and return the referral. For the verbs alone.

    `lines`: the number in the file of each line that is released, by its id; None: the shipment.
    """
    row = Referral.objects.create(
        case=case,
        kind=Referral.Kind.RELEASE,
        word=word,
        note=note.strip(),
        asked_by=person,
        asked_at=datetime.now(UTC),
        authorisations=papers,
    )
    facts: dict[str, Any] = {"word": word, **({"authorisations": papers} if papers else {})}
    rows: list[Model] = [row]
    if lines is not None:
        named = [ReferralLine(referral=row, screened_line_id=pk) for pk in lines]
        rows += ReferralLine.objects.bulk_create(named, batch_size=BATCH)
        facts["lines"] = sorted(lines.values())
    if override is not None:
        rows.append(_store_override(row, override, obstacles))
        facts |= {"override": override.reason, "obstacles": len(obstacles)}
    verb = "ask_override" if override else "ask_release"
    record_event(case, verb, person.get_username(), text=note.strip(), facts=facts, at=row.asked_at, rows=rows)
    return row


def _store_override(referral: Referral, override: Override, obstacles: Sequence[Obstacle]) -> ReleaseOverride:
    return ReleaseOverride.objects.create(
        case_id=referral.case_id,
        referral=referral,
        reason=override.reason,
        sentence=override.sentence.strip(),
        obstacles=encode_obstacles(obstacles),
        by=referral.asked_by,
        at=referral.asked_at,
    )


def refuse_unless_lead(case: Case, person: User) -> None:
    """Raise `AskTheLead` where a lead suspended the case and the person is no lead."""
    # The same words for a hold and for a report: the refusal must not tell one from the other.
    if case.held_by_lead and not person.has_perm(REPORT):
        raise AskTheLead(_("A compliance lead put it on hold, and takes it off."))


def _require_reason(note: str, message: Sentence) -> None:
    if not note.strip():
        raise SayWhy(message)


def _changed(
    case: Case,
    verb: str,
    person: User,
    facts: Mapping[str, Any],
    *,
    text: str = "",
    rows: Iterable[Model] = (),
    **to: object,
) -> Case:
    Case.objects.filter(pk=case.pk).update(**to)
    record_event(case, verb, person.get_username(), text=text.strip(), facts=facts, rows=rows)
    case.refresh_from_db()
    if "disposition" in to:
        recount_goods(case)
    return case


@transaction.atomic
@announces_decision
def await_authority(*, case: Case, note: str, actor: User) -> Case:
    """Have the case wait for an authority, and return it; who may not know of reports reads that a lead holds it."""
    person, locked = locked_open(case.pk, actor, REPORT)
    if locked.state == AWAITING:
        raise LookAgain(_("%(held)s waits for an authority already."), held=locked)
    _require_reason(note, _("Say what it waits for."))
    return _suspend_as_lead(locked, "await_authority", note, person, state=AWAITING)


@transaction.atomic
def report_to_authority(
    *, case: Case, jurisdiction: str, authority: str, text: str, sent_on: date, reference: str = "", actor: User
) -> AuthorityReport:
    """Keep that the shipment was reported to an authority, whatever its state, and return the row."""
    person, locked = locked_for(case.pk, actor, REPORT)
    if not text.strip() or not authority.strip():
        raise SayWhy(_("Say what was reported, and to which authority."))
    row = AuthorityReport.objects.create(
        case=locked,
        jurisdiction=jurisdiction,
        authority=authority.strip(),
        reference=reference.strip(),
        text=text.strip(),
        sent_on=sent_on,
        by=person,
        at=datetime.now(UTC),
    )
    facts = {"jurisdiction": jurisdiction, "authority": row.authority, "reference": row.reference, "sent_on": sent_on}
    record_event(
        locked, "report", person.get_username(), text=row.text, facts=facts, restricted=True, at=row.at, rows=[row]
    )
    return row


def reports_of(case: Case, user: User | AnonymousUser) -> QuerySet[AuthorityReport]:
    """Return the reports of a case, the first first; none to who may not know of them."""
    rows = AuthorityReport.objects.filter(case=case).select_related("by").order_by("at", "pk")
    return rows if sees_reports(user) else rows.none()
