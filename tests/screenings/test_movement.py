"""Which day's law is asked, and what a movement is to each jurisdiction."""

from __future__ import annotations

from datetime import date, timedelta

import pycountry
import pytest

from watchlist.engine.decision.countries import _codes_by_name, _folded, country_code
from watchlist.engine.decision.movement import DeclaredMovement, read_movement
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.dates import read_date

TODAY = date(2026, 11, 25)


def movement(question: Question | None = None, **said: str) -> DeclaredMovement:
    """Return what a line says of its movement."""
    return read_movement(said, question or Question(), read_date)[0]


@pytest.mark.parametrize(
    ("said", "countries", "role"),
    [
        ({"origin": "US", "destination": "CO"}, ("US",), "export"),
        ({"origin": "CN", "destination": "US"}, ("US",), "import"),
        ({"origin": "CN", "destination": "MX", "transit": "US"}, ("US",), "transit"),
        ({"origin": "CN", "destination": "MX", "operator_country": "US"}, ("US",), "intermediary"),
        ({"origin": "US", "destination": "US"}, ("US",), "domestic"),
        ({"origin": "DE", "destination": "FR"}, ("DE", "FR"), "domestic"),
        ({"origin": "CN", "destination": "MX"}, ("US",), None),
        ({"operation": "import"}, ("US",), "import"),
        ({"origin": "US", "destination": "CO", "operation": "return"}, ("US",), "return"),
        ({"origin": "US", "operation": "domestic"}, ("US",), "domestic"),
        ({"origin": "US", "destination": "CO", "operation": "export"}, (), None),
        ({}, ("US",), None),
    ],
)
def test_the_route_says_what_a_movement_is_to_a_law(
    said: dict[str, str], countries: tuple[str, ...], role: str | None
) -> None:
    assert movement(**said).role(countries) == role


@pytest.mark.parametrize(
    ("role", "first", "basis"),
    [
        ("export", date(2026, 3, 1), "export"),
        ("import", date(2026, 4, 2), "arrival"),
        ("domestic", date(2026, 2, 1), "supply"),
        ("transit", date(2026, 3, 1), "transit"),
        (None, date(2026, 2, 1), "assumed"),
    ],
)
def test_each_law_is_asked_on_its_own_day(role: str | None, first: date, basis: str) -> None:
    said = movement(date="2026-02-01", export_date="2026-03-01", arrival_date="2026-04-02")
    window = said.window(role, TODAY)
    assert (window.first, window.basis) == (first, basis)


def test_transit_law_is_asked_from_export_to_arrival() -> None:
    window = movement(export_date="2026-03-01", arrival_date="2026-04-02").window("transit", TODAY)
    assert (window.first, window.last) == (date(2026, 3, 1), date(2026, 4, 2))


def test_a_missing_day_falls_back_and_says_that_it_is_assumed() -> None:
    assert movement(date="2026-02-01").window("export", TODAY).basis == "assumed"
    assert movement().window("import", TODAY).first == TODAY


def test_the_day_asked_governs_where_given() -> None:
    said = movement(Question(as_of=date(2020, 1, 1)), export_date="2026-03-01")
    window = said.window("export", TODAY)
    assert (window.first, window.basis) == (date(2020, 1, 1), "given")


def test_the_order_date_governs_nothing() -> None:
    assert movement(order_date="2020-01-01").window("export", TODAY).first == TODAY


def test_law_is_announced_until_arrival_or_for_ninety_days() -> None:
    until_arrival = movement(export_date="2026-03-01", arrival_date="2026-04-02").window("export", TODAY)
    assert until_arrival.horizon == date(2026, 4, 2)
    unknown = movement(export_date="2026-03-01").window("export", TODAY)
    assert unknown.horizon == date(2026, 3, 1) + timedelta(days=90)


@pytest.mark.parametrize(
    ("text", "code"), [("US", "US"), ("usa", "US"), ("Colombia", "CO"), ("xi", "XI"), ("Atlantis", None), ("", None)]
)
def test_a_country_is_read_by_code_or_name(text: str, code: str | None) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Alemania", "DE"),
        ("ESPANA", "ES"),
        ("España", "ES"),
        ("Vereinigte Staaten", "US"),
        ("Südkorea", "KR"),
        ("Pays-Bas", "NL"),
        ("Brasil", "BR"),
        ("中国", "CN"),
        ("德国", "DE"),
        ("台湾", "TW"),
        ("Российская Федерация", "RU"),
        ("EE.UU.", "US"),
        ("República Islâmica do Paquistão", None),
        ("Guiné", "GN"),
        ("WLOCHY", "IT"),
        ("Kongo", None),
        *((text, None) for text in ("Y", "CAD", "FAS", "MAN", "SIP", "CIN", "OMA", "UC", "Mỹ", "Čad")),
    ],
)
def test_a_country_is_read_in_the_languages_of_trade(text: str, code: str | None) -> None:
    assert country_code(text) == code


def test_no_name_in_another_language_stands_for_another_country_than_in_english() -> None:
    for country in pycountry.countries:
        for name in {country.name, getattr(country, "common_name", country.name)}:
            assert _codes_by_name().get(_folded(name), country.alpha_2) == country.alpha_2, name


def test_stops_stand_apart_by_the_marks_of_each_script() -> None:
    read, problems = read_movement({"transit": "荷兰，德国、Belgien; France/Italia، مصر"}, Question(), read_date)
    assert (read.transit, problems) == (("NL", "DE", "BE", "FR", "IT", "EG"), ())


def test_what_cannot_be_read_is_a_problem_and_not_a_guess() -> None:
    said = {"origin": "Atlantis", "export_date": "03/04/2026", "operation": "smuggle"}
    read, problems = read_movement(said, Question(), read_date)
    assert (read.origin, read.exported_on, read.operation) == (None, None, None)
    assert {p.code for p in problems} == {"country_unreadable", "date_unreadable", "operation_unreadable"}
