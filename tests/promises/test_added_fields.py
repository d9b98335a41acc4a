"""Never fewer findings when a field is added to a line, whatever it says: of the same goods, of others, or unreadable.

A finding is a scheduling of the law that a line meets. Three things are law, and no breach: a customs or UN number
alone is a guess, and where another field says surely what the goods are it speaks by a conflict; an abbreviation beside
a number and a structure that agree on another thing is a guess; and a route or a day chooses the law that is asked, and
leaves out what it does not reach.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from tests.promises.asking import (
    AS_OF,
    EVERYWHERE,
    LEGAL,
    TODAY,
    Record,
    answered,
    found,
    is_taken_back,
    is_weaker,
    signal,
)
from tests.promises.counted import Tally
from tests.promises.lines import DAYS, MOVEMENTS, PLACES, Line, added_places_or_days, additions, lines
from watchlist.engine.decision.countries import country_code
from watchlist.engine.law.compiled import CompiledLaw

pytestmark = pytest.mark.long

BATCH = 25
CODES = ("hs_code", "cn_code", "un_number")


def added_to(strategy: st.SearchStrategy[Line], more: object) -> st.SearchStrategy[list[tuple[Line, Line]]]:
    """Return batches of lines, each with a field that it has not."""
    case = strategy.flatmap(lambda line: st.tuples(st.just(line), more(line)))  # type: ignore[operator]
    return st.lists(case, min_size=BATCH, max_size=BATCH)


@pytest.mark.usefixtures("law")
def test_a_field_added_takes_no_finding_away() -> None:
    tally = Tally("a field added", BATCH)

    @tally.settings
    @given(added_to(lines(), additions))
    def holds(cases: list[tuple[Line, Line]]) -> None:
        asked = {"as_of": AS_OF, "jurisdictions": EVERYWHERE}
        before = answered([line for line, _ in cases], **asked)
        after = answered([line | added for line, added in cases], **asked)
        for (line, added), then, now in zip(cases, before, after, strict=True):
            assert not _lost(then, now), (line, added, _lost(then, now))
            assert _is_no_less(then, now), (line, added, then["explanation"], now["explanation"])
            assert _still_resembles(then, now), (line, added, signal(then))
            tally.add(*_events(then, now))

    holds()
    assert tally.share("with findings") > 0.4
    assert tally.share("a new conflict") > 0.1
    assert tally.share("a signal") > 0.02


def test_a_route_or_a_day_leaves_out_only_law_that_it_does_not_reach(law: CompiledLaw) -> None:
    tally = Tally("a route or a day added", BATCH)

    @tally.settings
    @given(added_to(lines(), added_places_or_days))
    def holds(cases: list[tuple[Line, Line]]) -> None:
        routed = [(line, added) for line, added in cases if PLACES.intersection(added)]
        dated = [(line, added) for line, added in cases if not PLACES.intersection(added)]
        for some, asked in ((routed, {"as_of": AS_OF}), (dated, {"jurisdictions": EVERYWHERE})):
            before = answered([line for line, _ in some], **asked) if some else []
            after = answered([line | added for line, added in some], **asked) if some else []
            for (line, added), then, now in zip(some, before, after, strict=True):
                lost = _lost(then, now)
                reached = [
                    one
                    for one in lost
                    if _is_reached(one, line | added, law) and not is_taken_back(one, now["findings"])
                ]
                assert not reached, (line, added, [(one["entry"], one["valid_from"]) for one in reached])
                tally.add(*_events(then, now), *(["some law left out"] if lost else []))

    holds()
    assert tally.share("with findings") > 0.4
    assert tally.share("some law left out") > 0.1


def _lost(before: Record, after: Record) -> list[Record]:
    """Return the findings that a line has no more, but for guesses by a code that a conflict names now."""
    kept = found(after)
    named = {field for conflict in after["conflicts"] for field in conflict["fields"]}
    sure = any(read["certainty"] != "guess" and read["from"] not in CODES for read in after["resolution"])
    return [
        one
        for key, one in found(before).items()
        if key not in kept and not (one["read_from"] in CODES and sure and one["read_from"] in named)
    ]


def _is_no_less(before: Record, after: Record) -> bool:
    """Say whether the word on a line is as grave; a known strength or form may exempt what it was found as."""
    if before["verdict"] != "controlled":
        return before["verdict"] != "review" or after["verdict"] in ("controlled", "review")
    sure = [key for key, one in found(before).items() if _is_sure(one)]
    if all(_is_outranked(found(after)[key], after) for key in sure):
        return after["verdict"] in ("controlled", "review")
    are_exempt = all(found(after)[key]["tier"] == "exempt" for key in sure)
    return after["verdict"] == ("review" if are_exempt else "controlled")


def _is_outranked(finding: Record, after: Record) -> bool:
    """Say whether it was read from an abbreviation, and the number and the structure now say another thing."""
    named = {field for conflict in after["conflicts"] for field in conflict["fields"]}
    return (finding["read_from"], finding["certainty"]) == ("name", "guess") and "name" in named


def _is_sure(finding: Record) -> bool:
    sure = finding["certainty"] != "guess" and finding["confidence"] != "unverified"
    return finding["tier"] in LEGAL and sure


def _still_resembles(before: Record, after: Record) -> bool:
    """Say whether a line is told of what it resembles, or of something as close or closer."""
    then, now = signal(before), signal(after)
    return then is None or (now is not None and not is_weaker(now, then))


def _events(before: Record, after: Record) -> list[str]:
    events = {
        "with findings": found(before),
        "more findings": len(found(after)) > len(found(before)),
        "a new conflict": len(after["conflicts"]) > len(before["conflicts"]),
        "a signal": signal(before),
    }
    return [name for name, holds in events.items() if holds]


def _is_reached(finding: Record, line: Line, law: CompiledLaw) -> bool:
    """Say whether a listing holds in some country of a line's route, and on each day of which the line speaks."""
    return _holds_there(finding["jurisdiction"], line, law) and _holds_then(finding, line)


def _holds_there(jurisdiction: str | None, line: Line, law: CompiledLaw) -> bool:
    countries = {country_code(line[field]) for field in PLACES if field in line}
    if jurisdiction in (None, "UN") or None in countries or not countries:
        return True
    return not countries.isdisjoint(law.countries(jurisdiction or "", AS_OF, AS_OF))


def _holds_then(finding: Record, line: Line) -> bool:
    if finding["tier"] == "announced":
        return False
    said = [date.fromisoformat(line[field]) for field in MOVEMENTS if field in line and line[field] in DAYS]
    start = date.fromisoformat(finding["valid_from"] or date.min.isoformat())
    until = date.fromisoformat(finding["valid_until"] or date.max.isoformat())
    return all(start <= day < until for day in said or [TODAY])
