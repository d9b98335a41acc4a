"""One line's movement: its countries, its operation, and the day on which each jurisdiction's law is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pycountry

from watchlist.errors import Problem
from watchlist.screening.question import OPERATIONS, Question

# Northern Ireland is no country of ISO 3166; trade documents write XI since the Protocol of 2020.
NORTHERN_IRELAND = "XI"
HORIZON = timedelta(days=90)
DATES = ("date", "export_date", "arrival_date")
# What each role of a jurisdiction on the route is to its law, and which day its law is asked on.
DAY_OF_ROLE = {"export": "export_date", "import": "arrival_date", "domestic": "date", "intermediary": "date"}
BASIS = {"export_date": "export", "arrival_date": "arrival", "date": "supply"}


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a law is asked (one day, but for transit), why those, and how far ahead it is announced."""

    first: date
    last: date
    basis: str
    horizon: date


@dataclass(frozen=True, slots=True)
class Movement:
    """What a line says of its movement. Countries are ISO 3166 alpha-2, or XI; None is not said."""

    origin: str | None
    destination: str | None
    transit: tuple[str, ...]
    operator_country: str | None
    operation: str | None
    date: date | None
    export_date: date | None
    arrival_date: date | None
    as_of: date | None

    @property
    def countries(self) -> tuple[str, ...]:
        """Return every country that the route names, once, in the order of the route."""
        named = (self.origin, *self.transit, self.destination, self.operator_country)
        return tuple(dict.fromkeys(country for country in named if country))

    def role(self, countries: tuple[str, ...]) -> str | None:
        """Return what the movement is to the law of a jurisdiction with these countries; None, if it does not say.

        The route decides; an operation declared beside it says more of it (a transhipment, a return). A convention
        has no countries of its own, and no movement is anything to it.
        """
        if not countries:
            return None
        at_origin, at_destination = self.origin in countries, self.destination in countries
        if at_origin and at_destination:
            return "domestic"
        declared = self.operation
        if at_origin:
            return declared if declared in ("transhipment", "return", "intermediary") else "export"
        if at_destination:
            return declared if declared in ("transhipment", "return", "intermediary") else "import"
        if any(country in countries for country in self.transit):
            return declared if declared == "transhipment" else "transit"
        if self.operator_country in countries:
            return "intermediary"
        return None if self.countries else declared

    def window(self, role: str | None, today: date) -> Window:
        """Return the days on which the law of a jurisdiction in this role is asked."""
        if self.as_of:
            return self._window(self.as_of, self.as_of, "given")
        crossing = [day for day in (self.export_date, self.arrival_date) if day]
        if role in ("transit", "transhipment") and crossing:
            return self._window(min(crossing), max(crossing), "transit")
        field = DAY_OF_ROLE.get(role or "")
        if field and (day := getattr(self, field)):
            return self._window(day, day, BASIS[field])
        day = self.date or self.export_date or self.arrival_date or today
        return self._window(day, day, "assumed")

    def _window(self, first: date, last: date, basis: str) -> Window:
        arrival = self.arrival_date
        horizon = arrival if arrival and arrival >= last else last + HORIZON
        return Window(first, last, basis, horizon)


def read_movement(
    said: Mapping[str, str],
    question: Question,
    read_date: Callable[[str], date],
) -> tuple[Movement, tuple[Problem, ...]]:
    """Return what a line says of its movement, and what of that could not be read.

    What the line or its shipment says comes before what the question says.
    """
    problems: list[Problem] = []
    days: dict[str, date | None] = {}
    for name in DATES:
        days[name] = None
        if text := said.get(name):
            try:
                days[name] = read_date(text)
            except ValueError as error:
                problems.append(Problem("date_unreadable", name, str(error)))
    country = {
        name: _country(said.get(name), name, problems) or getattr(question, name)
        for name in ("origin", "destination", "operator_country")
    }
    stops = [part for part in said.get("transit", "").replace(";", ",").replace("/", ",").split(",") if part.strip()]
    transit = tuple(code for part in stops if (code := _country(part, "transit", problems)))
    movement = Movement(
        **country,
        transit=transit or question.transit,
        operation=_operation(said.get("operation"), problems) or question.operation,
        as_of=question.as_of,
        **days,
    )
    return movement, tuple(problems)


def country_code(text: str) -> str | None:
    """Return the alpha-2 code of a country written as a code or a name; None, where it is neither."""
    wanted = text.strip()
    if wanted.upper() == NORTHERN_IRELAND:
        return NORTHERN_IRELAND
    try:
        return str(pycountry.countries.lookup(wanted).alpha_2)
    except LookupError:
        return None


def _country(text: str | None, field: str, problems: list[Problem]) -> str | None:
    if not text:
        return None
    code = country_code(text)
    if code is None:
        problems.append(Problem("country_unreadable", field, f"{text!r} is not a country of ISO 3166."))
    return code


def _operation(text: str | None, problems: list[Problem]) -> str | None:
    if not text:
        return None
    word = text.strip().casefold()
    if word in OPERATIONS:
        return word
    problems.append(Problem("operation_unreadable", "operation", f"{text!r} is none of {', '.join(OPERATIONS)}."))
    return None
