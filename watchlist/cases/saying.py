"""What a person says of hits, written as judgements and as what is asked of a second officer: many lines at once."""

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
class Said:
    """One word of one person on hits of a case, at one instant; a reason is that of a dismissal alone."""

    case: Case
    person: User
    word: str
    reason: str
    note: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self.note = self.note.strip()
        self.reason = self.reason if self.word == DISMISSED else ""


def say(said: Said, line: ScreenedLine, of: Mapping[int, Mapping[int, int]]) -> list[Judgement]:
    """Write a word on positions of lines that are alike (`line` is one of them), and return the rows.

    `of`: by line and position, the number of the judgement that stands there, or 0. Raises
    `DismissAsWrongIdentification` and `SayWhy` for a dismissal without what it needs.
    """
    answer = read_line(line.record)
    keys = {side: party_key(answer.fields.get(side, "")) for side in ("consignor", "consignee")}
    parties = {side: Party.objects.filter(key=key).first() for side, key in keys.items()}
    rows: list[Judgement] = []
    for position in dict.fromkeys(position for positions in of.values() for position in positions):
        finding = judged_finding(answer, position)
        asks = _asks_a_second(said, finding)
        lines = {pk: positions[position] for pk, positions in of.items() if position in positions}
        referrals = _ask(said, len(lines)) if asks else [None] * len(lines)
        rows += [
            _judgement(said, pk, position, last + 1, referral, finding, parties)
            for (pk, last), referral in zip(lines.items(), referrals, strict=True)
        ]
    return Judgement.objects.bulk_create(rows, batch_size=BATCH)


def _judgement(  # noqa: PLR0917 - the facts of one judgement
    said: Said,
    line: int,
    position: int,
    number: int,
    referral: Referral | None,
    finding: Finding | None,
    parties: Mapping[str, Party | None],
) -> Judgement:
    return Judgement(
        case=said.case,
        screened_line_id=line,
        position=position,
        number=number,
        word=said.word,
        reason=said.reason,
        note=said.note,
        by=said.person,
        at=said.at,
        referral=referral,
        tier=finding.tier.value if finding else "",
        entry_key=finding.entry if finding else "",
        substance_key=substance_key(finding) if finding else "",
        **parties,
    )


def _asks_a_second(said: Said, finding: Finding | None) -> bool:
    """Say whether a second officer is asked: for the dismissal of a sure finding of law."""
    if said.word != DISMISSED:
        return False
    asks = finding is not None and is_sure(finding)
    if asks and (said.reason != WRONG_IDENTIFICATION or not said.note):
        raise DismissAsWrongIdentification(
            _("A sure finding of law is dismissed only as a wrong identification, with a note of what shows it.")
        )
    if said.reason not in REASONS:
        raise SayWhy(_("Say why it is dismissed."))
    return asks


def _ask(said: Said, times: int) -> list[Referral]:
    asked = {"case": said.case, "asked_by": said.person, "asked_at": said.at, "note": said.note}
    rows = [Referral(kind=Referral.Kind.DISMISSAL, word=DISMISSED, **asked) for _ in range(times)]
    return Referral.objects.bulk_create(rows, batch_size=BATCH)
