"""Working days: Monday to Friday without the public holidays of the countries that a duty is counted in.

Holidays are those of a whole country, by the library `holidays`; in the Union a time ends by those of the Member State
(Regulation (EEC, Euratom) No 1182/71, articles 2 and 3). Those of a part of a country are not counted out.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

SATURDAY: Final = 5
NORTHERN_IRELAND: Final = "XI"


def working_days_away(start: date, length: int, countries: Collection[str] = ()) -> date:
    """Return the day so many working days after a day; before it, where `length` is negative.

    Of several countries the earlier day is told: counted forward, what is a holiday in all of them is left out, and
    counted back, what is one in any.
    """
    step, day = timedelta(1 if length > 0 else -1), start
    is_off_in = all if length > 0 else any
    for _ in range(abs(length)):
        day += step
        while day.weekday() >= SATURDAY or (countries and is_off_in(day in _holidays(c, day.year) for c in countries)):
            day += step
    return day


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    """Return the public holidays of a whole country in a year; none where no table of them is held."""
    import holidays  # noqa: PLC0415 - slow, and most lines have no such clock

    code, part = ("GB", "NIR") if country == NORTHERN_IRELAND else (country, None)
    if code not in holidays.list_supported_countries(include_aliases=False):
        return frozenset()
    return frozenset(holidays.country_holidays(code, subdiv=part, years=year))
