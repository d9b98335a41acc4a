"""Rules about a file or a row taken by itself: columns, words, dates, lengths, and a source for what is confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from watchlist.engine.law.text import rows
from watchlist.engine.law.text.periods import ENDS
from watchlist.engine.law.text.rules import words
from watchlist.engine.law.text.rules.bearing import decimal_of
from watchlist.engine.law.text.text import Breach, SeedText, breach
from watchlist.engine.reading import PRODUCT_FORMS

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
COUNTRY = re.compile(r"[A-Z]{2}")


def files_can_be_read(text: SeedText) -> Iterator[Breach]:
    """Every file is UTF-8, well formed, and has a header."""
    for table in text.tables():
        if table.fault:
            yield Breach(table.file, 1, table.fault)


def columns_are_those_of_the_format(text: SeedText) -> Iterator[Breach]:
    """No column is unknown, missing or given twice; no row is wider or narrower than its header."""
    for table in text.tables():
        columns = table.kind.columns()
        optional = words.OPTIONAL_COLUMNS.get(table.kind, ())
        for column in table.header:
            if column not in columns:
                yield Breach(table.file, 1, f"unknown column {column!r}")
            elif table.header.count(column) > 1:
                yield Breach(table.file, 1, f"column {column!r} is given twice")
        if table.rows:
            missing = [column for column in columns if column not in (*table.header, *optional)]
            yield from (Breach(table.file, 1, f"column {column!r} is missing") for column in missing)
        yield from (Breach(table.file, line, "has more or fewer cells than the header") for line in table.ragged)


def required_cells_are_filled(text: SeedText) -> Iterator[Breach]:
    """What a row must say is said."""
    for table in text.tables():
        for row in table.rows:
            required = words.REQUIRED[table.kind]
            if isinstance(row, rows.EventRow) and row.event not in ENDS:
                required += words.REQUIRED_OF_A_LISTING
            yield from (breach(row, f"{column} is empty") for column in required if not getattr(row, column))


def words_are_known(text: SeedText) -> Iterator[Breach]:
    """Every cell that takes a word, or a set of words, holds known ones."""
    for table in text.tables():
        for row in table.rows:
            for column, allowed in words.SINGLE_WORD_COLUMNS.get(table.kind, {}).items():
                if (word := getattr(row, column)) and word not in allowed:
                    yield breach(row, f"{column} {word!r} is none of {', '.join(allowed)}")
            for column, allowed in words.WORD_SET_COLUMNS.items():
                for word in getattr(row, column, "").split():
                    if word not in allowed:
                        yield breach(row, f"{column} {word!r} is none of {', '.join(allowed)}")


def cells_fit(text: SeedText) -> Iterator[Breach]:
    """No cell is longer than the place where it is kept."""
    for table in text.tables():
        limits = words.LONGEST[table.kind]
        for row in table.rows:
            for column, longest in limits.items():
                if len(value := getattr(row, column)) > longest:
                    yield breach(row, f"{column} has {len(value)} characters of {longest}")


def keys_are_slugs(text: SeedText) -> Iterator[Breach]:
    """Keys of substances, instruments, authorities, rules and lists are lower-case words joined by hyphens."""
    kinds: tuple[type[Any], ...] = (
        *(
            rows.SubstanceRow,
            rows.InstrumentRow,
            rows.AuthorityRow,
            rows.RuleRow,
            rows.FamilyRow,
            rows.MaskRow,
            rows.ListRow,
            rows.DestinationTableRow,
        ),
    )
    for row in (row for kind in kinds for row in text.rows(kind)):
        if row.key and not SLUG.fullmatch(row.key):
            yield breach(row, f"key {row.key!r} is not lower-case words joined by hyphens")


def places_can_be_read(text: SeedText) -> Iterator[Breach]:
    """A country is an alpha-2 code, and what holds in it ends after it begins, and once at a time."""
    placed: tuple[tuple[type[Any], str], ...] = ((rows.MembershipRow, "jurisdiction"), (rows.DestinationRow, "table"))
    for kind, owner in placed:
        ends: dict[tuple[str, str], str] = {}
        for row in sorted(text.rows(kind), key=lambda row: (getattr(row, owner), row.country, row.since)):
            if not COUNTRY.fullmatch(row.country):
                yield breach(row, f"country {row.country!r} is no alpha-2 code")
            if row.since and row.until and row.until <= row.since:
                yield breach(row, f"ends on {row.until}, and begins on {row.since}")
            place = (getattr(row, owner), row.country)
            if place in ends and (not ends[place] or row.since < ends[place]):
                yield breach(row, f"{row.country} stands in {place[0]} twice at a time")
            ends[place] = row.until


def a_duty_says_when(text: SeedText) -> Iterator[Breach]:
    """A clock has a when, an event, a length and a unit, or there is none; a duty ends after it begins."""
    for row in text.rows(rows.ObligationRow):
        parts = (row.clock_when, row.clock_event, row.clock_length, row.clock_unit)
        if any(parts) and not all(parts):
            yield breach(row, "a clock needs when, event, length and unit")
        if row.since and row.until and row.until <= row.since:
            yield breach(row, f"ends on {row.until}, and begins on {row.since}")


def dates_and_numbers_can_be_read(text: SeedText) -> Iterator[Breach]:
    """A date is an ISO day, a count a whole number, a limit a decimal number with its unit."""
    for table in text.tables():
        for row in table.rows:
            for column in words.DATES.intersection(table.kind.columns()):
                if (value := getattr(row, column)) and not is_day(value):
                    yield breach(row, f"{column} {value!r} is no ISO day")
            for column in words.NUMBERS.intersection(table.kind.columns()):
                if (value := getattr(row, column)) and not value.isdecimal():
                    yield breach(row, f"{column} {value!r} is no whole number")
    for condition in text.rows(rows.ConditionRow):
        if condition.kind == "product_form":
            unknown = [word for word in condition.limit.split() if word not in PRODUCT_FORMS]
            yield from (breach(condition, f"limit {word!r} is none of {', '.join(PRODUCT_FORMS)}") for word in unknown)
        elif condition.limit and (decimal_of(condition.limit) is None or not condition.unit):
            yield breach(condition, f"limit {condition.limit!r} is no decimal number with a unit")


def a_date_agrees_with_its_precision(text: SeedText) -> Iterator[Breach]:
    """Of a day there is a day, of a year its first of January, of what is unknown nothing."""
    for event in text.rows(rows.EventRow):
        if event.precision == "unknown" and event.on:
            yield breach(event, "on has a day, though precision is unknown")
        elif event.precision in ("day", "year") and not event.on:
            yield breach(event, f"on is empty, though precision is {event.precision}")
        elif event.precision == "year" and not event.on.endswith("-01-01"):
            yield breach(event, f"on {event.on!r} is not the first of January, though precision is year")


def what_is_confirmed_has_a_source(text: SeedText) -> Iterator[Breach]:
    """A fact is confirmed by the text that was read, and the row names it."""
    kinds = (
        rows.InstrumentRow,
        rows.SubstanceRow,
        rows.FormRow,
        rows.CodeRow,
        rows.ConstituentRow,
        rows.EventRow,
        rows.ConditionRow,
        rows.MaskRow,
    )
    for kind in (*kinds, rows.MembershipRow, rows.DestinationTableRow, rows.DestinationRow):
        for row in text.rows(kind):
            columns = [column for column in kind.columns() if column.endswith("confidence")]
            for column in columns:
                if getattr(row, column) == "confirmed" and not getattr(row, "source", ""):
                    yield breach(row, f"{column} is confirmed without a source")


def is_day(text: str) -> bool:
    """Say whether a cell is an ISO day, written with its hyphens."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
