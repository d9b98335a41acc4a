"""Answers with the matches of the house lists that a reader may see: pure on answers, and never stored.

For everybody else an answer is the record itself, the same object: no list that a reader may not see is so much as
read for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from django.utils.translation import gettext_noop
from msgspec import UNSET, structs

from watchlist.engine import answer
from watchlist.engine.answer import Coverage, Finding, Line, Record, Summary
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
    Word,
)
from watchlist.internal_lists.matching import EntryMatch, EntryMatcher

W = TypeVar("W", bound=Word)


@dataclass(frozen=True, slots=True)
class HouseListOverlay:
    """The house lists that one reader is shown, as held at one instant, by key; equal to each of the same editions."""

    lists: tuple[IndexedHouseList, ...]

    def matches(self, line: Line) -> list[tuple[IndexedHouseList, EntryMatch]]:
        """Return the matches of a line with these lists."""
        return [(house_list, match) for house_list in self.lists for match in house_list.matcher.matches(line)]

    def line(self, line: Line) -> Line:
        """Return a line with its matches; the same object where it matches none of the lists."""
        matches = self.matches(line)
        if not matches:
            return line
        findings = (*line.findings, *(finding_record(house_list, match) for house_list, match in matches))
        ordered = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
        return with_word(_with_inchikeys(line, matches[0][0].matcher), matches, tuple(ordered))

    def coverage(self, coverage: Coverage) -> Coverage:
        """Return the coverage of an answer with these lists after those of law."""
        return structs.replace(
            coverage, lists=(*coverage.lists, *(house_list.as_record() for house_list in self.lists))
        )

    def records(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records of an answer for this reader as they come, in the contract's order."""
        recount = Recount()
        for record in records:
            match record:
                case Coverage():
                    yield self.coverage(record)
                case Line():
                    visible_line = self.line(record)
                    recount.add(record, visible_line)
                    yield visible_line
                case Summary():
                    yield recount.summary(record)


@dataclass(slots=True)
class Recount:
    """The counts of a summary, moved by the lines that an overlay touches."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    depths: Counter[Depth] = field(default_factory=Counter)
    actions: Counter[Action] = field(default_factory=Counter)
    for_route: int = 0

    def add(self, stored: Line, visible_line: Line) -> None:
        """Count a line as the reader sees it, and no longer as stored."""
        if stored is visible_line:
            return
        for line, step in ((stored, -1), (visible_line, 1)):
            self.verdicts[line.verdict] += step
            self.depths[line.depth] += step
            self.actions[line.action] += step
            self.for_route += step * (line.ground is not UNSET)

    def summary(self, summary: Summary) -> Summary:
        """Return a summary with its counts moved."""
        return structs.replace(
            summary,
            controlled=summary.controlled + self.verdicts[Verdict.CONTROLLED],
            review=summary.review + self.verdicts[Verdict.REVIEW],
            unresolved=summary.unresolved + self.verdicts[Verdict.UNRESOLVED],
            no_match=summary.no_match + self.verdicts[Verdict.NO_MATCH],
            by_depth=_moved(summary.by_depth, self.depths),
            by_action=_moved(summary.by_action, self.actions),
            route_tasks=UNSET if summary.route_tasks is UNSET else tuple(map(self._task, summary.route_tasks)),
        )

    def _task(self, task: answer.RouteTask) -> answer.RouteTask:
        return structs.replace(task, lines=task.lines + self.for_route)


def _moved(counts: Mapping[W, int], moved: Counter[W]) -> dict[W, int]:
    words = sorted(counts.keys() | moved.keys())
    totals = {word: counts.get(word, 0) + moved[word] for word in words}
    return {word: total for word, total in totals.items() if total}


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
        ground=UNSET,
        sentence_parts=parts and structs.replace(parts, more=" ".join(filter(None, (parts.more, _also(matches))))),
    )


def _with_inchikeys(line: Line, matcher: EntryMatcher) -> Line:
    """Return a line with the InChIKey of each reading: it shows a finding now."""
    readings = (structs.replace(read, inchikey=matcher.inchikey_of(read)) for read in line.resolution)
    return structs.replace(line, resolution=tuple(readings))


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
