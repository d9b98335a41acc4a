"""Write judgements, and the referrals to a second officer that they need: many lines at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from watchlist.cases.errors import DismissAsWrongIdentification
from watchlist.cases.hits import judged_finding
from watchlist.cases.judgement_models import DISMISSED, REASONS, Judgement, Referral
from watchlist.cases.models import Case
from watchlist.engine.answer import Finding
from watchlist.engine.reading.parties import party_key
from watchlist.errors import SayWhy
from watchlist.manifests.models import Party
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.stored_answers import is_sure, read_line, substance_key

WRONG_IDENTIFICATION: Final = REASONS[0]
BATCH: Final = 500


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


def write_judgements(
    draft: JudgementDraft, line: ScreenedLine, last_numbers: Mapping[int, Mapping[int, int]]
) -> list[Judgement]:
    """Write judgements on positions of lines that are alike (`line` is one of them), and return them.

    `last_numbers`: by line and position, the number of the last judgement, or 0. Raises
    `DismissAsWrongIdentification` and `SayWhy` for a dismissal without what it needs.
    """
    answer = read_line(line.record)
    keys = {side: party_key(answer.fields.get(side, "")) for side in ("consignor", "consignee")}
    parties = {side: Party.objects.filter(key=key).first() for side, key in keys.items()}
    rows: list[Judgement] = []
    for position in dict.fromkeys(position for positions in last_numbers.values() for position in positions):
        finding = judged_finding(answer, position)
        asks = _needs_second_officer(draft, finding)
        lines = {pk: positions[position] for pk, positions in last_numbers.items() if position in positions}
        referrals = _write_referrals(draft, len(lines)) if asks else [None] * len(lines)
        rows += [
            _judgement(draft, pk, position, last + 1, referral, finding, parties)
            for (pk, last), referral in zip(lines.items(), referrals, strict=True)
        ]
    return Judgement.objects.bulk_create(rows, batch_size=BATCH)


def _judgement(  # noqa: PLR0917 - the facts of one judgement
    draft: JudgementDraft,
    line: int,
    position: int,
    number: int,
    referral: Referral | None,
    finding: Finding | None,
    parties: Mapping[str, Party | None],
) -> Judgement:
    return Judgement(
        case=draft.case,
        screened_line_id=line,
        position=position,
        number=number,
        word=draft.word,
        reason=draft.reason,
        note=draft.note,
        by=draft.person,
        at=draft.at,
        referral=referral,
        tier=finding.tier.value if finding else "",
        entry_key=finding.entry if finding else "",
        substance_key=substance_key(finding) if finding else "",
        **parties,
    )


def _needs_second_officer(draft: JudgementDraft, finding: Finding | None) -> bool:
    """Say whether a second officer must agree: to the dismissal of a sure finding of law."""
    if draft.word != DISMISSED:
        return False
    asks = finding is not None and is_sure(finding)
    if asks and (draft.reason != WRONG_IDENTIFICATION or not draft.note):
        raise DismissAsWrongIdentification(
            _("A sure finding of law is dismissed only as a wrong identification, with a note of what shows it.")
        )
    if draft.reason not in REASONS:
        raise SayWhy(_("Say why it is dismissed."))
    return asks


def _write_referrals(draft: JudgementDraft, times: int) -> list[Referral]:
    fields = {"case": draft.case, "asked_by": draft.person, "asked_at": draft.at, "note": draft.note}
    rows = [Referral(kind=Referral.Kind.DISMISSAL, word=DISMISSED, **fields) for _ in range(times)]
    return Referral.objects.bulk_create(rows, batch_size=BATCH)
