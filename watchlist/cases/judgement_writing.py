"""How words on hits are written: what is open, who is asked, and a row for each, by a few statements for many lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.cases.errors import GiveAReasonThatFits
from watchlist.cases.hits import asked_positions, count_not_asked, judged_finding, write_progress
from watchlist.cases.judgement_models import DISMISSED, REASONS, REASONS_OF_LAW, Judgement, Referral
from watchlist.cases.models import INVESTIGATING, PENDING, Case
from watchlist.cases.rights import WORK, locked_open
from watchlist.engine.answer import Finding, Line
from watchlist.errors import SayWhy
from watchlist.manifests import Party
from watchlist.screenings import ScreenedLine, batches, is_sure, party_keys, read_line, substance_key
from watchlist.screenings.totals import recount_lines

BATCH: Final = 500


def locked_for_judging(case: Case, actor: User) -> tuple[User, Case]:
    """Return the person and the locked case; an unassigned one is assigned to them. Raises `ReopenFirst`."""
    person, locked = locked_open(case.pk, actor, WORK)
    count_not_asked(locked)
    if locked.state == PENDING:
        Case.objects.filter(pk=locked.pk).update(state=INVESTIGATING, assignee=locked.assignee or person)
        locked.refresh_from_db()
    return person, locked


@dataclass(slots=True)
class JudgementDraft:
    """One word of one person on hits of a case, at one instant; only a dismissal has a reason."""

    case: Case
    person: User
    word: str
    reason: str
    note: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self.note = self.note.strip()
        self.reason = self.reason if self.word == DISMISSED else ""

    def asks_second(self, answer: Line, finding: Finding | None) -> bool:
        """Say whether a second officer must agree: to the dismissal of a sure finding of law, or of a line with one.

        Raises `GiveAReasonThatFits` and `SayWhy` for a dismissal without what it needs.
        """
        if self.word != DISMISSED:
            return False
        asks = is_sure(finding) if finding else any(map(is_sure, answer.findings))
        if asks and (self.reason not in REASONS_OF_LAW or not self.note):
            raise GiveAReasonThatFits(
                _(
                    "A sure finding of law is dismissed only as wrong, exempt or out of reach, with a note of what "
                    "shows it: a lawful use unlists no substance."
                )
            )
        if self.reason not in REASONS:
            raise SayWhy(_("Say why it is dismissed."))
        return asks

    def referral(self) -> Referral:
        """Return what is asked of a second officer about one finding, not stored yet."""
        kind, by = Referral.Kind.DISMISSAL, self.person
        return Referral(case=self.case, kind=kind, word=DISMISSED, note=self.note, asked_by=by, asked_at=self.at)


@dataclass(frozen=True, slots=True)
class LineToJudge:
    """A line, its answer, and by position the number of the judgement that stands there, or 0."""

    pk: int
    answer: Line
    numbers: Mapping[int, int]


def write_judgements(draft: JudgementDraft, lines: Sequence[LineToJudge]) -> list[Judgement]:
    """Write a word on positions of some lines, and return the judgements.

    What a second officer is asked about them is one request: of one person, instant and note. Raises as
    `JudgementDraft.asks_second` does.
    """
    keys = {line.pk: party_keys(line.answer) for line in lines}
    wanted = {key for sides in keys.values() for key in sides.values()} - {""}
    parties = {party.key: party for party in Party.objects.filter(key__in=wanted)} if wanted else {}
    rows = [
        _judgement(draft, line, position, last, _by_side(keys[line.pk], parties))
        for line in lines
        for position, last in line.numbers.items()
    ]
    Referral.objects.bulk_create([row.referral for row in rows if row.referral], batch_size=BATCH)
    judgements = Judgement.objects.bulk_create(rows, batch_size=BATCH)
    recount_lines({row.screened_line_id for row in judgements})
    return judgements


def _by_side(keys: Mapping[str, str], parties: Mapping[str, Party]) -> dict[str, Party]:
    return {side: parties[key] for side, key in keys.items() if key in parties}


def _judgement(
    draft: JudgementDraft, line: LineToJudge, position: int, last: int, parties: Mapping[str, Party]
) -> Judgement:
    finding = judged_finding(line.answer, position)
    return Judgement(
        case=draft.case,
        screened_line_id=line.pk,
        position=position,
        number=last + 1,
        word=draft.word,
        reason=draft.reason,
        note=draft.note,
        by=draft.person,
        at=draft.at,
        referral=draft.referral() if draft.asks_second(line.answer, finding) else None,
        tier=finding.tier.value if finding else "",
        entry_key=finding.entry if finding else "",
        substance_key=substance_key(finding) if finding else "",
        **parties,
    )


def open_positions(positions: Mapping[int, Sequence[int]]) -> dict[int, dict[int, int]]:
    """Return what of some lines is open: by line and position, the number of the judgement that stands there, or 0."""
    found = {pk: dict.fromkeys(finding_positions, 0) for pk, finding_positions in positions.items()}
    for (pk, position), row in latest_on(found).items():
        if row.holds in {"undecided", "refused"} and position in found[pk]:
            found[pk][position] = row.number
        else:
            found[pk].pop(position, None)
    return found


def latest_on(lines: Iterable[int]) -> dict[tuple[int, int], Judgement]:
    """Return the judgement that stands on each position of some lines, by line and position."""
    rows = Judgement.objects.select_related("referral", "by").order_by("number")
    found = (row for batch in batches(list(lines)) for row in rows.filter(screened_line__in=batch))
    return {(row.screened_line_id, row.position): row for row in found}


def write_progress_of(case: Case, lines: Iterable[int]) -> None:
    """Store how far some lines are judged, those with the same positions at once; the case is counted afterwards."""
    for batch in batches(sorted(set(lines))):
        groups: dict[tuple[int, ...], list[ScreenedLine]] = defaultdict(list)
        for line in ScreenedLine.objects.filter(pk__in=batch):
            groups[asked_positions(line.record)].append(line)
        for positions, group in groups.items():
            write_progress(case, group, positions)


def in_batches(lines: QuerySet[ScreenedLine], most: int | None = None) -> Iterator[list[ScreenedLine]]:
    """Yield lines some at a time in the order of the file, at most so many in all."""
    after, taken = 0, 0
    while batch := list(lines.filter(pk__gt=after)[: BATCH if most is None else min(BATCH, most - taken)]):
        yield batch
        after, taken = batch[-1].pk, taken + len(batch)


def line_to_judge(line: ScreenedLine, numbers: Mapping[int, int]) -> LineToJudge:
    """Return a stored line with the positions of it that are judged."""
    return LineToJudge(line.pk, read_line(line.record), numbers)


def rows_of(judged: Iterable[Judgement]) -> Iterator[Model]:
    """Yield judgements, and what was asked of a second officer about them."""
    for judgement in judged:
        yield judgement
        if judgement.referral:
            yield judgement.referral
