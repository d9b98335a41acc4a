"""Suppressions and determinations as pages show them, each with its state and its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy as _

from watchlist.access import FourEyesRequest
from watchlist.engine.answer import Condition, Finding, Line
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.law import CompiledLaw
from watchlist.engine.reports import (
    TIERS,
    FindingView,
    all_visible,
    clip,
    declared,
    declared_goods,
    drawing_of,
    finding_view,
    visible,
)
from watchlist.screenings import ScreenedLine
from watchlist.screenings.route_checks import RouteCheck
from watchlist.screenings.suppressions import (
    ENTRY,
    EXPIRED,
    FINDING,
    IN_FORCE,
    REFUSED,
    RULE,
    STRUCTURE,
    VOID,
    WAITING,
    WITHDRAWN,
    Determination,
    Suppression,
    state_of,
)
from watchlist.web import words

LONGEST: Final = 160
STATES: Final[dict[str, Promise]] = {
    WAITING: _("Waiting for a second officer"),
    IN_FORCE: _("In force"),
    VOID: _("Void"),
    EXPIRED: _("Expired"),
    WITHDRAWN: _("Withdrawn"),
    REFUSED: _("Refused"),
}
CHANGED: Final[dict[str, Promise]] = {
    ENTRY: _("The entry says something else now."),
    RULE: _("The class rule is in another version now."),
    STRUCTURE: _("The goods are read as another structure now."),
}

Ruling = Suppression | Determination


@dataclass(frozen=True, slots=True)
class RulingEvidence:
    """What was found on a line as it was answered, and the goods as declared."""

    line: ScreenedLine
    name: str
    cas: str
    consignor: str
    consignee: str
    finding: FindingView | None
    picture: str
    conflict: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class RulingView:
    """A suppression or determination as a page shows it."""

    row: Ruling
    number: str
    state: str
    state_label: Promise
    changed: Promise | str
    what: str
    goods: str
    parties: tuple[str, ...]
    answer_sentence: str
    withdrawn: str


def ruling_view(row: Ruling, law: CompiledLaw, today: date) -> RulingView:
    """Return a row in words, in its state under a law on a day; best fetched with its line and its users."""
    state = state_of(row, law, today)
    record = decode_as(Line, row.screened_line.record)
    parties = (declared(record, "consignor"), declared(record, "consignee"))
    names = [clip(visible(name), LONGEST) for name in parties]
    return RulingView(
        row=row,
        number=str(row),
        state=state.key,
        state_label=STATES[state.key],
        changed=CHANGED.get(state.changed, ""),
        what=_what(row, record),
        goods=clip(visible(declared_goods(record)), LONGEST) or "—",
        parties=tuple(names if isinstance(row, Suppression) else names[:1]),
        answer_sentence=answer_sentence(row),
        withdrawn=withdrawal_sentence(row),
    )


def evidence_of(line: ScreenedLine, position: int, *, is_conflict: bool = False) -> RulingEvidence | None:
    """Return the finding or conflict at a position of a stored line; None where there is none."""
    record = all_visible(decode_as(Line, line.record))
    if not 0 <= position < len(record.conflicts if is_conflict else record.findings):
        return None
    finding = None if is_conflict else record.findings[position]
    return RulingEvidence(
        line=line,
        name=clip(declared_goods(record), LONGEST) or "—",
        cas=clip(declared(record, "cas"), 40),
        consignor=clip(declared(record, "consignor"), LONGEST),
        consignee=clip(declared(record, "consignee"), LONGEST),
        finding=finding_view(finding) if finding else None,
        picture=words.picture(*_drawn(record, finding), words.CARD) if finding else "",
        conflict=record.conflicts[position].detail if is_conflict else "",
        conditions=finding.conditions if finding else (),
    )


def answer_sentence(row: FourEyesRequest) -> str:
    """Return who agreed to a request, or refused it, and when; "" where nobody answered."""
    agreed = row.answer == "agreed"
    sentence = gettext("%(who)s agreed, %(when)s.") if agreed else gettext("%(who)s refused, %(when)s.")
    return _signed(sentence, row.answered_by, row.answered_at)


def withdrawal_sentence(row: Ruling | RouteCheck) -> str:
    """Return who withdrew a row, and when; "" where nobody did."""
    return _signed(gettext("%(who)s withdrew it, %(when)s."), row.withdrawn_by, row.withdrawn_at)


def _signed(sentence: str, person: User | None, at: datetime | None) -> str:
    return sentence % {"who": person.get_username(), "when": words.instant(at)} if person else ""


def _what(row: Ruling, line: Line) -> SafeString:
    if isinstance(row, Determination):
        return format_html('<span lang="en">{}</span>', visible(row.required))
    if row.kind != FINDING:
        return format_html('<span lang="en">{}</span>', visible(line.conflicts[row.position].detail))
    finding = line.findings[row.position]
    tier = words.of_record(TIERS, row.tier)
    if row.certainty == "guess" and row.tier != "analogue":
        tier = _("%(tier)s, by guess") % {"tier": tier}
    named = visible(f"{finding.substance}, {finding.list_title}")
    return format_html("{}: <bdi>{}</bdi>", tier, named)


def _drawn(line: Line, finding: Finding) -> tuple[str, str]:
    smiles = drawing_of(line, finding)
    of_its_field = (reading for reading in line.resolution if reading.from_ == finding.read_from)
    name = next((reading.name for reading in of_its_field if reading.smiles == smiles), "")
    return smiles, name or declared_goods(line) or "—"
