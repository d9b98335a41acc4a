"""Matches with house lists, as the records of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_noop
from msgspec import structs

from watchlist.engine import answer
from watchlist.engine.answer import Finding, Line
from watchlist.engine.decision import FORM_NAMES
from watchlist.engine.vocabulary import (
    Action,
    Bears,
    Branch,
    Certainty,
    Confidence,
    DatePrecision,
    Depth,
    Form,
    FoundForm,
    IdentityField,
    Severity,
    Tier,
    Verdict,
)
from watchlist.internal_lists.matching import EntryMatch, EntryMatcher

SEVERITY: Final = Severity.MEDIUM
KINDS: Final = {
    "watchlist": gettext_noop("House watchlist"),
    "confidential": gettext_noop("Confidential monitoring list"),
}
WORDS: Final = {
    Form.MIXTURE_COMPONENT: "a mixture with it",
    Form.ISOTOPOLOGUE: "it with heavy isotopes",
    Form.STEREOISOMER: "a stereoisomer of it",
    Form.SALT: "a salt of it",
    Form.HYDRATE: "a hydrate of it",
}
DEPTHS: Final = tuple(Depth)
SEVERITIES: Final = tuple(Severity)
FIELD_DEPTHS: Final = {IdentityField.NAME: Depth.NAME, IdentityField.DECLARATION_ELEMENTS: Depth.NAME}


@dataclass(frozen=True, slots=True)
class IndexedHouseList:
    """One house list in the edition that was held at the instant asked."""

    key: str
    title: str
    kind: str
    edition: UUID
    sha256: str
    day: date
    matcher: EntryMatcher = field(compare=False, repr=False)

    def as_record(self) -> answer.HeldList:
        """Return its record in the coverage of an answer."""
        return answer.HeldList(
            key=self.key,
            title=self.title,
            jurisdiction=None,
            branch=Branch.SURVEILLANCE,
            edition=self.day.isoformat(),
            sha256=self.sha256,
            entries=len(self.matcher.entries),
            last_verified=self.day,
            stale=False,
            confirmed_share=1.0,
            complete=True,
            house=True,
        )


def finding_record(house_list: IndexedHouseList, match: EntryMatch) -> Finding:
    """Return the finding of a match: of no law, and so without day, duty or condition."""
    entry = match.entry
    return Finding(
        tier=Tier.MONITORED,
        branch=Branch.SURVEILLANCE,
        severity=SEVERITY,
        certainty=match.certainty,
        confidence=Confidence.CONFIRMED,
        bears=Bears.YES,
        jurisdiction=None,
        list=house_list.key,
        list_title=house_list.title,
        category=KINDS[house_list.kind],
        entry=f"{house_list.key}/{entry.key}",
        substance=entry.name,
        substance_inchikey=entry.inchikey,
        form=form_of(match),
        forms=tuple(map(FoundForm.from_text, match.forms)),
        as_of=None,
        date_basis=None,
        valid_from=entry.since,
        date_precision=DatePrecision.DAY,
        date_confidence=Confidence.CONFIRMED,
        valid_until=None,
        wording=entry.name,
        instrument=None,
        rule=None,
        evidence=None,
        quantity=None,
        conditions=(),
        obligations=(),
        obligation_records=(),
        explanation=_explanation(house_list, match),
        read_from=match.read_from,
        smiles=match.smiles,
        atoms=match.atoms or None,
    )


def form_of(match: EntryMatch) -> Form | None:
    """Return the form that says most of how the goods stand to the entry; None for itself."""
    return next((Form.from_text(name) for form, name in FORM_NAMES.items() if form in match.forms), None)


def with_word(
    line: Line, matches: Sequence[tuple[IndexedHouseList, EntryMatch]], findings: tuple[Finding, ...]
) -> Line:
    """Return a line with these findings, and the verdict on it for a reader of the lists that it matches.

    As for every finding of tier `monitored`: at least medium, and so for a person; what law says stays as it is.
    """
    parts, is_new = line.sentence_parts, line.verdict in (Verdict.NO_MATCH, Verdict.UNRESOLVED)
    depths = [line.depth, *(FIELD_DEPTHS.get(match.read_from, Depth.IDENTIFIER) for _, match in matches)]
    return structs.replace(
        line,
        verdict=Verdict.CONTROLLED if line.verdict == Verdict.CONTROLLED else Verdict.REVIEW,
        action=Action.UNKNOWN if is_new else line.action,
        severity=min(line.severity, SEVERITY, key=SEVERITIES.index),
        depth=min(depths, key=DEPTHS.index) if line.depth == Depth.NONE else line.depth,
        findings=findings,
        explanation=_new_sentence(matches) if is_new else f"{line.explanation} {_also(matches)}",
        sentence_parts=parts and structs.replace(parts, more=" ".join(filter(None, (parts.more, _also(matches))))),
    )


def _also(matches: Sequence[tuple[IndexedHouseList, EntryMatch]]) -> str:
    titles = " and ".join(f"“{title}”" for title in dict.fromkeys(house_list.title for house_list, _ in matches))
    return f"Also on the house list {titles}: voluntary; not controlled."


def _new_sentence(matches: Sequence[tuple[IndexedHouseList, EntryMatch]]) -> str:
    house_list, first = matches[0]
    goods = _goods(first)
    what = f"{first.entry.name} ({goods})" if goods else first.entry.name
    verb = "may be" if first.certainty == Certainty.GUESS else "is"
    return f"A person must look: it {verb} {what}, on the house list “{house_list.title}”; voluntary, not controlled."


def _explanation(house_list: IndexedHouseList, match: EntryMatch) -> str:
    form = _goods(match)
    parts = [f"On the house list “{house_list.title}”: voluntary; not controlled."]
    parts += [f"The goods are {form}."] if form else []
    parts += [f"The list says: {match.entry.reason}"] if match.entry.reason else []
    return " ".join(parts)


def _goods(match: EntryMatch) -> str | None:
    """Return what the goods are beside the entry, in words; None for the entry itself."""
    form = form_of(match)
    return WORDS.get(form) if form else None
