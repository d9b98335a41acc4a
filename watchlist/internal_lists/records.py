"""What a house list says of a line and of an answer, as the contract words it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_noop
from msgspec import structs

from watchlist.engine import answer
from watchlist.engine.answer import Finding, Line, SentenceParts
from watchlist.engine.decision.findings import FORM_NAMES
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
from watchlist.internal_lists.matching import Matcher, Meeting

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
class HeldList:
    """One house list in the edition that was held at the instant asked."""

    key: str
    title: str
    kind: str
    edition: UUID
    sha256: str
    day: date
    matcher: Matcher = field(compare=False, repr=False)

    def as_record(self) -> answer.HeldList:
        """Return what the coverage of an answer says of it."""
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


def finding_record(of: HeldList, meeting: Meeting) -> Finding:
    """Return the finding that a line stands on a house list: of no law, and so with no day, duty or condition of it."""
    entry = meeting.entry
    return Finding(
        tier=Tier.MONITORED,
        branch=Branch.SURVEILLANCE,
        severity=SEVERITY,
        certainty=meeting.certainty,
        confidence=Confidence.CONFIRMED,
        bears=Bears.YES,
        jurisdiction=None,
        list=of.key,
        list_title=of.title,
        category=KINDS[of.kind],
        entry=f"{of.key}/{entry.key}",
        substance=entry.name,
        substance_inchikey=entry.inchikey,
        form=form_of(meeting),
        forms=tuple(map(FoundForm.from_text, meeting.forms)),
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
        explanation=_explanation(of, meeting),
        read_from=meeting.read_from,
        smiles=meeting.smiles,
        atoms=meeting.atoms or None,
    )


def form_of(meeting: Meeting) -> Form | None:
    """Return the form that says most of how the goods stand to the entry; None for itself."""
    return next((Form.from_text(name) for form, name in FORM_NAMES.items() if form in meeting.forms), None)


def with_word(line: Line, met: Sequence[tuple[HeldList, Meeting]], findings: tuple[Finding, ...]) -> Line:
    """Return a line with these findings and the word on it for a reader of the lists that it stands on.

    As for every finding of tier `monitored`: at least medium, and so for a person; what law says stays as it is.
    """
    is_new = line.verdict in (Verdict.NO_MATCH, Verdict.UNRESOLVED)
    depths = [line.depth, *(FIELD_DEPTHS.get(meeting.read_from, Depth.IDENTIFIER) for _, meeting in met)]
    return structs.replace(
        line,
        verdict=Verdict.CONTROLLED if line.verdict == Verdict.CONTROLLED else Verdict.REVIEW,
        action=Action.UNKNOWN if is_new else line.action,
        severity=min(line.severity, SEVERITY, key=SEVERITIES.index),
        depth=min(depths, key=DEPTHS.index) if line.depth == Depth.NONE else line.depth,
        findings=findings,
        explanation=_new_sentence(met) if is_new else f"{line.explanation} {_also(met)}",
        sentence_parts=line.sentence_parts and _parts(line.sentence_parts, met),
    )


def _parts(parts: SentenceParts, met: Sequence[tuple[HeldList, Meeting]]) -> SentenceParts:
    """Return the parts of the sentence on a line that law controls, with what it says of the house lists."""
    return structs.replace(parts, more=" ".join(filter(None, (parts.more, _also(met)))))


def _also(met: Sequence[tuple[HeldList, Meeting]]) -> str:
    titles = " and ".join(f"“{title}”" for title in dict.fromkeys(of.title for of, _ in met))
    return f"Also on the house list {titles}: voluntary; not controlled."


def _new_sentence(met: Sequence[tuple[HeldList, Meeting]]) -> str:
    of, first = met[0]
    goods = _goods(first)
    what = f"{first.entry.name} ({goods})" if goods else first.entry.name
    verb = "may be" if first.certainty == Certainty.GUESS else "is"
    return f"A person must look: it {verb} {what}, on the house list “{of.title}”; voluntary, not controlled."


def _explanation(of: HeldList, meeting: Meeting) -> str:
    form = _goods(meeting)
    parts = [f"On the house list “{of.title}”: voluntary; not controlled."]
    parts += [f"The goods are {form}."] if form else []
    parts += [f"The list says: {meeting.entry.reason}"] if meeting.entry.reason else []
    return " ".join(parts)


def _goods(meeting: Meeting) -> str | None:
    """Return what the goods are beside the entry, in words; None for the entry itself."""
    form = form_of(meeting)
    return WORDS.get(form) if form else None
