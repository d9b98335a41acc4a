"""One line's movement: its countries, its operation, and the day on which each jurisdiction's law is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Self

from msgspec import structs

from watchlist.engine import answer
from watchlist.engine.decision.countries import country_code
from watchlist.engine.decision.question import OPERATIONS, Question
from watchlist.engine.errors import LineProblem
from watchlist.engine.law import NO_DAYS, MovementDays
from watchlist.engine.vocabulary import Operation

BETWEEN_STOPS = re.compile("[,;/，；、／،؛]")
HORIZON = timedelta(days=90)
# Operations that say more of a role than the route does.
SAYS_MORE = {
    "export": frozenset({"transhipment", "return", "intermediary"}),
    "import": frozenset({"transhipment", "return", "intermediary"}),
    "transit": frozenset({"transhipment"}),
}
# On which basis the day of a law is taken, by what the movement is to that law.
BASIS_OF_ROLE = {"export": "export", "import": "arrival", "domestic": "supply", "intermediary": "supply"}


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a law is asked (one day, but for transit), why those, and how far ahead it is announced."""

    first: date
    last: date
    basis: str
    horizon: date


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a movement is to one law: its role there (None is not said), the days asked, and where the goods go.

    `is_elsewhere`: its route is known from end to end, and nowhere touches a country in which that law holds.
    `moving`: the days that it declares itself. `countries`: those of the route in which that law holds, and where it
    holds in one alone, that: their public holidays are no working days.
    """

    role: str | None
    window: Window
    destination: str | None = None
    is_elsewhere: bool = False
    moving: MovementDays = NO_DAYS
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaredMovement:
    """What a line says of its movement. Countries are ISO 3166 alpha-2, or XI; None is not said."""

    origin: str | None
    destination: str | None
    transit: tuple[str, ...]
    operator_country: str | None
    operation: str | None
    supplied_on: date | None
    exported_on: date | None
    arrives_on: date | None
    as_of: date | None

    @classmethod
    def of_record(cls, record: answer.Movement) -> Self:
        """Return the movement of a record of an answer."""
        return cls(**structs.asdict(record))

    def as_record(self) -> answer.Movement:
        """Return the record of an answer."""
        operation = Operation.from_text(self.operation) if self.operation else None
        return answer.Movement(**{**asdict(self), "operation": operation})

    @property
    def countries(self) -> tuple[str, ...]:
        """Return every country that the route names, once, in the order of the route."""
        named = (self.origin, *self.transit, self.destination, self.operator_country)
        return tuple(dict.fromkeys(country for country in named if country))

    @property
    def is_routed(self) -> bool:
        """Say whether both ends of the route are known; of what stays in one country, one end says both."""
        named = [end for end in (self.origin, self.destination) if end]
        return len(named) == 2 or (len(named) == 1 and self.operation == "domestic")

    @property
    def moving(self) -> MovementDays:
        """Return the first day on which the goods cross a border, and the one on which they are supplied."""
        crossings = [day for day in (self.exported_on, self.arrives_on) if day]
        return MovementDays(min(crossings, default=None), self.supplied_on)

    def span(self, today: date) -> tuple[date, date]:
        """Return the first and the last day of the movement; today, where it names none."""
        declared = [day for day in (self.supplied_on, self.exported_on, self.arrives_on) if day]
        days = [self.as_of] if self.as_of else declared or [today]
        return min(days), max(days)

    def role(self, countries: tuple[str, ...]) -> str | None:
        """Return what the movement is to the law of a jurisdiction with these countries; None, if it does not say.

        The route decides where both its ends are known, and an operation declared beside it says more of it (a
        transhipment, a return). A convention has no countries of its own, and no movement is anything to it.
        """
        leaves, arrives = self.origin in countries, self.destination in countries
        places = (
            ("domestic", leaves and arrives),
            ("export", leaves),
            ("import", arrives),
            ("transit", any(country in countries for country in self.transit)),
            ("intermediary", self.operator_country in countries),
        )
        role = next((name for name, holds in places if holds), None)
        if role is None:
            return self.operation if countries and not self.countries else None
        is_half_known = not (self.origin and self.destination) and self.operation == "domestic"
        return self.operation if is_half_known or self.operation in SAYS_MORE.get(role, ()) else role

    def bearing(self, countries: tuple[str, ...], today: date, *, is_of_a_state: bool) -> Bearing:
        """Return what the movement is to a law that holds in these countries. A convention, or a reference of no
        jurisdiction, is asked on the day on which the goods leave."""
        role = self.role(countries)
        return Bearing(
            role,
            self.window(role if is_of_a_state else "export", today),
            self.destination,
            is_elsewhere=is_of_a_state and role is None and bool(self.origin and self.destination),
            moving=self.moving,
            countries=on_route(countries, self.countries),
        )

    def window(self, role: str | None, today: date) -> Window:
        """Return the days on which the law of a jurisdiction in this role is asked."""
        crossing = [day for day in (self.exported_on, self.arrives_on) if day]
        basis = BASIS_OF_ROLE.get(role or "", "")
        days = {"export": self.exported_on, "arrival": self.arrives_on, "supply": self.supplied_on}
        if self.as_of:
            first, last, basis = self.as_of, self.as_of, "given"
        elif role in ("transit", "transhipment") and crossing:
            first, last, basis = min(crossing), max(crossing), "transit"
        elif day := days.get(basis):
            first = last = day
        else:
            first = last = self.supplied_on or self.exported_on or self.arrives_on or today
            basis = "assumed"
        horizon = self.arrives_on if self.arrives_on and self.arrives_on >= last else last + HORIZON
        return Window(first, last, basis, horizon)


def on_route(countries: tuple[str, ...], route: tuple[str, ...]) -> tuple[str, ...]:
    """Return those countries of a law that a route names; where it holds in one alone, that, whatever the route."""
    return countries if len(countries) == 1 else tuple(sorted(set(countries).intersection(route)))


def read_movement(
    fields: Mapping[str, str],
    question: Question,
    read_date: Callable[[str], date],
) -> tuple[DeclaredMovement, tuple[LineProblem, ...]]:
    """Return what a line says of its movement, and what of that could not be read.

    What the line or its shipment says comes before what the question says.
    """
    problems: list[LineProblem] = []
    stops = [part for part in BETWEEN_STOPS.split(fields.get("transit", "")) if part.strip()]
    transit = tuple(code for part in stops if (code := _country(part, "transit", problems)))
    movement = DeclaredMovement(
        origin=_country(fields.get("origin"), "origin", problems) or question.origin,
        destination=_country(fields.get("destination"), "destination", problems) or question.destination,
        transit=transit or question.transit,
        operator_country=_country(fields.get("operator_country"), "operator_country", problems)
        or question.operator_country,
        operation=_operation(fields.get("operation"), problems) or question.operation,
        supplied_on=_day(fields, "date", read_date, problems),
        exported_on=_day(fields, "export_date", read_date, problems),
        arrives_on=_day(fields, "arrival_date", read_date, problems),
        as_of=question.as_of,
    )
    return movement, tuple(problems)


def operation_word(text: str) -> str | None:
    """Return the operation that a text names, in whatever case; None, where it names none."""
    word = text.strip().casefold()
    return word if word in OPERATIONS else None


def _day(
    fields: Mapping[str, str], field: str, read_date: Callable[[str], date], problems: list[LineProblem]
) -> date | None:
    if not (text := fields.get(field)):
        return None
    try:
        return read_date(text)
    except ValueError as error:
        problems.append(LineProblem("date_unreadable", field, str(error)))
        return None


def _country(text: str | None, field: str, problems: list[LineProblem]) -> str | None:
    if not text:
        return None
    code = country_code(text)
    if code is None:
        problems.append(LineProblem("country_unreadable", field, f"{text[:40]!r} is not a country of ISO 3166."))
    return code


def _operation(text: str | None, problems: list[LineProblem]) -> str | None:
    if not text:
        return None
    if word := operation_word(text):
        return word
    problems.append(
        LineProblem("operation_unreadable", "operation", f"{text[:40]!r} is none of {', '.join(OPERATIONS)}.")
    )
    return None
