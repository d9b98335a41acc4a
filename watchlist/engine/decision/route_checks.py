"""Gaps in the law held along a route, each one task of the shipment, and what people recorded that they checked.

A gap never decides what goods are: it makes a line that nothing else asks about `review`, and leaves every other line
as held law answers it. What a person checked covers it until its last day; a refusal covers nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from watchlist.engine import answer
from watchlist.engine.decision.countries import country_in_words, country_name
from watchlist.engine.decision.rulings import structure_of
from watchlist.engine.identification import FieldResolution
from watchlist.engine.sentence_templates import AND_ONE_TASK, HELD_IN_PART, NOT_HELD, ONE_TASK
from watchlist.engine.texts import FilledText, enumerated
from watchlist.engine.vocabulary import RouteAnswer, RouteHeld, RouteResult

RouteChecks = Mapping[str, tuple["RecordedCheck", ...]]
"""What was checked, by country: that of the shipment before that of any shipment, and the later before the earlier."""
NO_CHECKS: Final[RouteChecks] = {}
RESULTS: Final = {RouteResult.ALLOWED: "allowed", RouteResult.PERMIT: "permit {permit}", RouteResult.REFUSED: "refused"}


@dataclass(frozen=True, slots=True)
class RecordedCheck:
    """What people recorded of the law of a country that is not held whole, for one shipment or for any.

    `substances`: the structures of the goods that it is for, by the InChIKey of their parent; empty: any goods.
    `second`: who agreed; empty: it is of one shipment, which one person answers.
    """

    pk: int
    number: str
    country: str
    result: RouteResult
    source: str
    permit: str
    by: str
    second: str
    checked_on: date
    until: date
    substances: frozenset[str] = frozenset()

    def holds(self, last: date, known_on: date) -> bool:
        """Say whether it holds for a movement: its last day and the day of knowledge both come before its end."""
        return max(last, known_on) < self.until

    def is_for(self, goods: frozenset[str]) -> bool:
        """Say whether it is for goods, by their structures; one of certain substances only where each is among them."""
        return not self.substances or (bool(goods) and goods <= self.substances)

    def as_record(self) -> answer.RouteCheckRecord:
        """Return it as an answer names it."""
        return answer.RouteCheckRecord(
            id=self.pk,
            check=self.number,
            result=self.result,
            by=self.by,
            second=self.second,
            checked_on=self.checked_on,
            until=self.until,
            basis=self.source,
            permit_number=self.permit,
            all_goods=not self.substances,
        )

    @property
    def words(self) -> str:
        """Return when it was checked, by whom and with which result: "checked on 28 Nov 2026 by anna: allowed (…)"."""
        people = f"{self.by} and {self.second}" if self.second else self.by
        result = RESULTS[self.result].format(permit=self.permit)
        return f"checked on {self.checked_on:%-d %b %Y} by {people}: {result} ({self.source.rstrip('.')})"


class RouteGap(NamedTuple):
    """A country of a route whose law is not held whole, and the checks of it that hold on the days of the movement."""

    country: str
    is_in_part: bool
    checks: tuple[RecordedCheck, ...] = ()

    @property
    def words(self) -> str:
        """Return what is not held, in words."""
        return gap_words(self.country, is_in_part=self.is_in_part)


def gap_sentence(country: str, *, is_in_part: bool) -> FilledText:
    """Return what is not held of a country's law, in the language in which it is shown."""
    template = HELD_IN_PART if is_in_part else NOT_HELD
    return FilledText(template, {"country": country_in_words(country)})


@cache
def gap_words(country: str, *, is_in_part: bool) -> str:
    """Return what is not held of a country's law: "the law of Colombia is not held here"."""
    return (HELD_IN_PART if is_in_part else NOT_HELD).english(country=country_name(country))


@dataclass(frozen=True, slots=True)
class LineRoute:
    """What the gaps of a route are to the goods of one line: those that ask still, and the checks that cover others."""

    gaps: tuple[tuple[RouteGap, RecordedCheck | None], ...]

    @classmethod
    def of_goods(cls, gaps: Sequence[RouteGap], resolutions: Sequence[FieldResolution]) -> LineRoute:
        """Return it for goods as they were read. Of several checks a refusal decides, then the first."""
        if not gaps:
            return NO_GAPS
        by_substance = any(check.substances for gap in gaps for check in gap.checks)
        goods = frozenset(map(structure_of, resolutions)) if by_substance else frozenset[str]()
        return cls(tuple((gap, _deciding(gap.checks, goods)) for gap in gaps))

    @property
    def asks(self) -> bool:
        """Say whether a gap asks for a person still."""
        return any(True for _ in self._asking())

    @property
    def reason(self) -> str:
        """Return what is not held, as the reason for which a person must look."""
        return enumerated(list(self._asking()))

    def note(self, *, is_alone: bool) -> str:
        """Return what a line says of its route beside its own reason: that it is one task, and what was checked."""
        covered = [
            f"{gap.words[0].upper()}{gap.words[1:]}: {check.words}, until {check.until:%-d %b %Y}."
            for gap, check in self.gaps
            if check and check.result != RouteResult.REFUSED
        ]
        if not self.asks:
            return " ".join(covered)
        task = ONE_TASK.english() if is_alone else AND_ONE_TASK.english(reason=self.reason)
        return " ".join([task, *covered])

    def _asking(self) -> Iterator[str]:
        for gap, check in self.gaps:
            if check is None:
                yield gap.words
            elif check.result == RouteResult.REFUSED:
                yield f"{gap.words}, {check.words}"


NO_GAPS: Final = LineRoute(())


def _deciding(checks: Sequence[RecordedCheck], goods: frozenset[str]) -> RecordedCheck | None:
    fitting = [check for check in checks if check.is_for(goods)]
    refused = (check for check in fitting if check.result == RouteResult.REFUSED)
    return next(refused, fitting[0] if fitting else None)


def route_tasks(gaps: Sequence[RouteGap], lines: int) -> tuple[answer.RouteTask, ...]:
    """Return the task of each gap of a shipment's route; `lines` of it are for review for their route alone."""
    return tuple(
        answer.RouteTask(
            country=gap.country,
            name=country_name(gap.country),
            held=RouteHeld.IN_PART if gap.is_in_part else RouteHeld.NONE,
            outcome=task_answer(gap.checks),
            checks=tuple(check.as_record() for check in gap.checks),
            lines=lines,
        )
        for gap in gaps
    )


def task_answer(checks: Sequence[RecordedCheck]) -> RouteAnswer:
    """Return how far the task of a gap is answered, by the checks of it that hold."""
    if any(check.result == RouteResult.REFUSED for check in checks):
        return RouteAnswer.REFUSED
    if any(not check.substances for check in checks):
        return RouteAnswer.COVERED
    return RouteAnswer.SOME_GOODS if checks else RouteAnswer.OPEN
