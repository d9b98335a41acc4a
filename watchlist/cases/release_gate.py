"""What stands in the way of a release: documents that the law asks, and duties that are due before the goods move.

Refusing, seizing and reporting ask none of it. A duty whose every finding was dismissed, or is of a line whose goods do
not move, has lapsed: a step says so, which the database refuses while a finding of its list stands. A duty to report
stays with lines that do not move: a movement that somebody tried to make may have to be reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_noop

from watchlist.authorisations import Authorisation
from watchlist.cases.authorising import UNDER_AUTHORISATION, covered_needs, holder_keys, needs_of, own_documents
from watchlist.cases.document_kinds import meets_duty
from watchlist.cases.duties import DutyStatus, add_step, duties_of, update_deadline
from watchlist.cases.events import record_event
from watchlist.cases.judgement_models import DISMISSED, Judgement
from watchlist.cases.line_words import staying_lines
from watchlist.cases.models import Case, Duty, DutyStep
from watchlist.cases.override_models import ASKS_DOCUMENT, Obstacle, ObstacleKind
from watchlist.cases.route_tasks import route_obstacles
from watchlist.engine.decision import duties_by_id
from watchlist.engine.law import Clock, is_due_before_moving
from watchlist.engine.vocabulary import LEGAL, Action, Tier
from watchlist.law_store import law_known_at
from watchlist.screenings import Hit, StoredNeed

AHEAD: Final = "at least "
"""How the stored words of a clock begin that runs before an event (`Clock.words`)."""
A_DRUG: Final = gettext_noop("A controlled drug: the goods are held until its own law was asked.")


def gating_duties(case: Case) -> list[DutyStatus]:
    """Return the duties of a case that are met before its goods are released, in the order of `duties_of`."""
    return gating(duties_of(case))


def gating(statuses: Iterable[DutyStatus]) -> list[DutyStatus]:
    """Return those of some duties that are met before goods are released: authorisation, hold, notice in advance.

    A notice that is due only if something comes, as a change of the transferee, stands in no way.
    """
    rows = list(statuses)
    is_old = any(status.duty.before_moving is None for status in rows)  # the law of today is read for these alone
    clocks = {keyed.key: keyed.duty.clock for keyed in duties_by_id(law_known_at()).values()} if is_old else {}
    return [
        status
        for status in rows
        if status.duty.action in {Action.AUTHORISE, Action.HOLD}
        or (status.duty.action == Action.NOTIFY and _is_in_advance(status.duty, clocks))
    ]


def is_in_the_way(status: DutyStatus) -> bool:
    """Say whether a gating duty stops a release that names no document: a tick is no authorisation."""
    return status.duty.action == Action.AUTHORISE or not status.is_done


def _is_in_advance(duty: Duty, clocks: Mapping[str, Clock | None]) -> bool:
    """Say whether a notice is due before the goods move.

    As the law said when the hit came, which the database asks too; of duties from before that was kept, as law says
    now, and of one that it has other words for by its own.
    """
    if duty.before_moving is not None:
        return duty.before_moving
    if duty.key in clocks:
        return is_due_before_moving(clocks[duty.key])
    return not duty.clock or duty.clock.startswith(AHEAD)


def obstacles_of(
    case: Case, word: str, papers: Sequence[Authorisation], today: date, lines: Collection[int] | None = None
) -> list[Obstacle]:
    """Return what stands in the way of a release of a case with a word, under the authorisations that it names.

    `lines`: the ids of the lines that are released; what others lay does not stand in their way. None: of all but those
    whose goods do not move. Documents come first, then the duties, each in the order of `duties_of`; then the countries
    of the route.
    """
    chosen = None if lines is None else frozenset(lines)
    findings = _StandingFindings.of_case(case, chosen)
    documents = _Documents.of_case(case, papers if word == UNDER_AUTHORISATION else (), chosen)
    statuses = [status for status in gating_duties(case) if findings.lay(status)]
    found = [obstacle for status in statuses for obstacle in _of_duty(status, documents, findings, today)]
    found += [*_of_drugs(case, chosen), *route_obstacles(case)]
    return sorted(found, key=lambda obstacle: obstacle.kind not in ASKS_DOCUMENT)


def lapse_duties(case: Case, person: User) -> None:
    """Write which duties have lapsed, since no finding that laid them stands, and which no longer have.

    A finding of a line whose goods do not move (`STAYING`) lays none that is about moving them; it lays a report still.
    """
    moving, every = _StandingFindings.of_case(case, None), _StandingFindings.of_case(case, None, staying=True)
    laid = [(status, (every if status.asks_a_report else moving).lay(status)) for status in gating_duties(case)]
    lapsed = [status for status, is_laid in laid if not is_laid and not status.has_lapsed]
    back = [status for status, is_laid in laid if is_laid and status.has_lapsed]
    at = datetime.now(UTC)
    steps = [add_step(status.duty, person, at, kind=DutyStep.Kind.LAPSED) for status in lapsed]
    steps += [add_step(status.duty, person, at, kind=DutyStep.Kind.UNDONE) for status in back]
    if steps:
        update_deadline(case)
        facts = {"lapsed": len(lapsed), "back": len(back)}
        record_event(case, "lapse_duties", person.get_username(), facts=facts, at=at, rows=steps)


@dataclass(frozen=True, slots=True)
class _StandingFindings:
    """The findings of law of a case that nobody has dismissed: by list, the numbers of their lines.

    `are_all`: a look-back came after the last screening, or opened the case; what it found is no hit, so every duty
    stands.
    """

    lines: Mapping[str, tuple[int, ...]]
    are_all: bool

    @classmethod
    def of_case(cls, case: Case, chosen: Collection[int] | None, *, staying: bool = False) -> _StandingFindings:
        """Return those of the lines with some ids, or of all; `staying`: with those whose goods do not move."""
        number = "screened_line__line__number"
        lines: dict[str, list[int]] = {}
        hits = standing_hits(case) if staying or chosen is not None else moving_hits(case)
        found = hits.filter(tier__in=LEGAL).order_by("list_key", number)
        for key, line, pk in found.values_list("list_key", number, "screened_line_id").distinct():
            if chosen is None or pk in chosen:
                lines.setdefault(key, []).append(line)
        last = case.screenings.get(screening=case.screening_id)
        are_all = case.look_backs.filter(at__gte=last.at).exists()
        return cls({key: tuple(numbers) for key, numbers in lines.items()}, are_all)

    def lay(self, status: DutyStatus) -> bool:
        """Say whether a finding lays a duty still."""
        return self.are_all or status.duty.list_key in self.lines


@dataclass(frozen=True, slots=True)
class _Documents:
    """The documents that a release names, and what the shipment needs them for; `used_up` are others of its parties.

    The lines of a shipment are read anew only where there is a document to compare them with.
    """

    named: Sequence[Authorisation]
    used_up: Sequence[Authorisation]
    needs: Sequence[StoredNeed]

    @classmethod
    def of_case(cls, case: Case, named: Sequence[Authorisation], chosen: Collection[int] | None) -> _Documents:
        rows = Authorisation.objects.current().with_uses().filter(holder_key__in=holder_keys(case))
        used_up = list(rows.filter(revoked_on=None, is_used=True).exclude(document__in=own_documents(case)))
        needs = needs_of(case) if named or used_up else []
        staying = set() if chosen is not None else set(staying_lines(case).values_list("screened_line_id", flat=True))
        of_lines = [
            stored
            for stored in needs
            if stored.screened_line not in staying and (chosen is None or stored.screened_line in chosen)
        ]
        return cls(named, used_up, of_lines)

    def cover(self, duty: Duty) -> bool:
        """Say whether the named ones are for all that the findings of a duty's list need one for, and any needs one."""
        needs = any(stored.need.list == duty.list_key for stored in self.needs)
        return bool(self.named) and needs and not self.missing(duty)

    def missing(self, duty: Duty) -> list[StoredNeed]:
        """Return what the findings of a duty's list need a document for that none of the named is for."""
        needs = [stored for stored in self.needs if stored.need.list == duty.list_key]
        fitting = [row for row in self.named if meets_duty(row.kind, duty.text)]
        covered = {at for row in fitting for at in covered_needs(row, needs)}
        return [stored for stored in needs if (stored.screened_line, stored.position) not in covered]

    def are_used_up(self, duty: Duty, missing: Sequence[StoredNeed]) -> bool:
        """Say whether a document on file was for one of these needs of a duty, and is used up."""
        fitting = (row for row in self.used_up if meets_duty(row.kind, duty.text))
        return any(covered_needs(row, missing) for row in fitting)


def moving_hits(case: Case) -> QuerySet[Hit]:
    """Return the standing hits of a case without those of lines that are refused, withdrawn or seized."""
    return standing_hits(case).exclude(screened_line__in=staying_lines(case).values("screened_line"))


def standing_hits(case: Case) -> QuerySet[Hit]:
    """Return the findings of a case's last screening but those that are dismissed, by two where the law asks it."""
    return standing_hits_of([case.screening_id])


def standing_hits_of(screenings: Collection[UUID]) -> QuerySet[Hit]:
    """Return the same of some screenings."""
    place = {"screened_line": OuterRef("screened_line"), "position": OuterRef("position")}
    later = Judgement.objects.filter(**place, number__gt=OuterRef("number"))
    agreed = Q(referral__isnull=True) | Q(referral__answer="agreed")
    dismissed = Judgement.objects.filter(agreed, **place, word=DISMISSED).exclude(Exists(later))
    return Hit.objects.filter(~Exists(dismissed), screened_line__screening__in=screenings)


DRUG_HELD: Final = Q(tier=Tier.DRUG_REFERENCE, screened_line__action=Action.HOLD)
"""The finding of a controlled drug whose own law must be asked."""


def _of_duty(status: DutyStatus, documents: _Documents, findings: _StandingFindings, today: date) -> Iterator[Obstacle]:
    duty = status.duty
    missing = documents.missing(duty)
    if not is_in_the_way(status) or (duty.action == Action.AUTHORISE and documents.cover(duty)):
        return
    if duty.action == Action.AUTHORISE:
        kind = ObstacleKind.BALANCE if documents.are_used_up(duty, missing) else ObstacleKind.DOCUMENT
    else:
        is_late = status.due_on is not None and status.due_on < today
        kind = ObstacleKind.DEADLINE if is_late else ObstacleKind.DUTY
    uncovered = {stored.line for stored in missing} if duty.action == Action.AUTHORISE else set()
    yield Obstacle(
        kind=kind,
        text=duty.text,
        list=duty.list_key,
        citation=duty.citation,
        lines=tuple(sorted(uncovered or findings.lines.get(duty.list_key, ()))),
        due_on=status.due_on,
        duty=duty.pk,
    )


def _of_drugs(case: Case, chosen: Collection[int] | None) -> Iterator[Obstacle]:
    hits = moving_hits(case) if chosen is None else standing_hits(case)
    drugs = hits.filter(DRUG_HELD)
    number = "screened_line__line__number"
    found = drugs.order_by(number).values_list(number, "screened_line_id").distinct()
    if lines := tuple(line for line, pk in found if chosen is None or pk in chosen):
        yield Obstacle(kind=ObstacleKind.DOCUMENT, text=A_DRUG, lines=lines)
