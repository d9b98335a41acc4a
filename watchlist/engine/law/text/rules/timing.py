"""Rules about the days of a decision: an act is adopted, published, and takes effect in turn, or a note says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from watchlist.engine.law.text.breaches import Breach, breach
from watchlist.engine.law.text.rows import EventRow, InstrumentRow
from watchlist.engine.law.text.rules.shape import is_day
from watchlist.engine.law.text.text import SeedText

# A gazette may follow the day from which it counts; a decision of the year after is a mistake, or worth a word.
A_YEAR = timedelta(days=366)


def an_act_is_adopted_before_it_is_published(text: SeedText) -> Iterator[Breach]:
    """Nothing is published before it was decided."""
    for act in text.rows(InstrumentRow):
        adopted, published = _day(act.adopted_on), _day(act.published_on)
        if adopted and published and published < adopted:
            yield breach(act, f"published_on {published} is before adopted_on {adopted}")
    for event in text.rows(EventRow):
        decided, published = _day(event.decided_on), _day(event.published_on)
        if decided and published and published < decided:
            yield breach(event, f"published_on {published} is before decided_on {decided}")


def an_act_takes_effect_after_its_adoption(text: SeedText) -> Iterator[Breach]:
    """Nothing holds before its adoption, or over a year before it was known, unless the note names the later year."""
    acts = {act.key: act for act in text.rows(InstrumentRow)}
    for event in text.rows(EventRow):
        effect = _last_day(event)
        act = acts.get(event.instrument)
        if effect is None or event.withdrawn:
            continue
        dates = {"decided_on": event.decided_on, "published_on": event.published_on}
        if act is not None:
            dates |= {f"published_on of {act.key}": act.published_on}
            adopted = _day(act.adopted_on)
            if adopted and effect < adopted and str(adopted.year) not in event.note:
                yield breach(event, f"takes effect on {event.on}, before {act.key} was adopted ({adopted})")
        for what, written in dates.items():
            day = _day(written)
            if day and day - effect > A_YEAR and str(day.year) not in event.note:
                yield breach(event, f"takes effect on {event.on}, more than a year before {what} ({day})")


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if is_day(written) else None


def _last_day(event: EventRow) -> date | None:
    """Return the last day on which the event may have taken effect."""
    day = _day(event.on) if event.precision != "unknown" else None
    return date(day.year, 12, 31) if day and event.precision == "year" else day
