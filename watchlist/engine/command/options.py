"""The options of a screening, as `precursor-watchlist screen` and `manage.py screen` have them."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from watchlist.engine.decision import INCHIKEYS, OPERATIONS, Question, country_code
from watchlist.engine.reading.readers import INPUT_FORMATS, READERS, TEXTS
from watchlist.engine.reports import Exporter

SUFFIXES: Final = " ".join(READERS)
PACKED: Final = " ".join(suffix for suffix in READERS if suffix in TEXTS)


def add_input(parser: ArgumentParser) -> None:
    """Declare what is screened."""
    parser.add_argument(
        "path",
        metavar="PATH",
        help=f"the manifest ({SUFFIXES}; also as .gz: {PACKED}), or - for CSV or JSON Lines on standard input, "
        "compressed by gzip or not",
    )
    parser.add_argument(
        "--input-format",
        choices=[*INPUT_FORMATS],
        help="how standard input is written (default: JSON Lines where it begins with {, else CSV)",
    )


def add_question(parser: ArgumentParser) -> None:
    """Declare what is asked of the lines; what a line or its file says itself comes first.

    What is proposed is asked where notices are known: by the service alone.
    """
    add = parser.add_argument
    add(
        "--as-of",
        type=day,
        metavar="DATE",
        help="the day whose law is asked, YYYY-MM-DD (default: each line's own day, and today, UTC, of a line without)",
    )
    add(
        "--known-at",
        type=instant,
        metavar="DATETIME",
        help="the law as it was known then, ISO 8601, UTC unless it says otherwise (default: now)",
    )
    add(
        "--jurisdiction",
        action="append",
        default=[],
        type=str.upper,
        metavar="CODE",
        help="compare the lists of this jurisdiction, whatever the route; may be repeated "
        "(default: those that the route reaches, and all of them without a route)",
    )
    _add_country(parser, "--origin", "the country that the goods leave")
    _add_country(parser, "--destination", "the country that they go to")
    add(
        "--transit",
        action="append",
        default=[],
        type=country,
        metavar="CC",
        help="a country that they pass through, ISO 3166; may be repeated, in the order of the route (default: none)",
    )
    _add_country(parser, "--operator-country", "the country of an operator who never touches them, an intermediary")
    add(
        "--operation",
        choices=OPERATIONS,
        help="what is done with them, where the file does not say (default: as the route says, else not known)",
    )
    add(
        "--inchikey",
        choices=INCHIKEYS,
        default=INCHIKEYS[0],
        help="of which lines to compute InChIKeys: of those that show a finding or ask for a person, or of all, which "
        "takes longer (default: %(default)s)",
    )


def add_output(parser: ArgumentParser, formats: Mapping[str, Exporter]) -> None:
    """Declare how the answer is written, and where. What needs an extra that is not installed is not offered."""

    def offered(text: str) -> str:
        if text in formats and not formats[text].is_offered:
            raise ArgumentTypeError(f"{text} is not written here: the extra '{text}' is not installed")
        return text

    parser.add_argument(
        "--format",
        type=offered,
        choices=[name for name, exporter in formats.items() if exporter.is_offered],
        default="table",
        help="how to write it (default: %(default)s)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="where to write it; the file bears its name once it is whole (default: standard output)",
    )


def question_of(options: Mapping[str, Any]) -> Question:
    """Return what parsed options ask."""
    plain = ("as_of", "known_at", "origin", "destination", "operator_country", "operation")
    return Question(
        **{name: options[name] for name in plain},
        jurisdictions=tuple(options["jurisdiction"]),
        transit=tuple(options["transit"]),
        proposals=options.get("proposals", False),
        all_inchikeys=options["inchikey"] == "all",
    )


def day(text: str) -> date:
    """Return the day that an option states."""
    try:
        stated = date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a day (YYYY-MM-DD)") from error
    if not 1900 <= stated.year < 2200:
        raise ArgumentTypeError(f"{text!r} is no day of law: it must lie in 1900 to 2199")
    return stated


def instant(text: str) -> datetime:
    """Return the instant that an option states."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not an instant (ISO 8601)") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def country(text: str) -> str:
    """Return the code of the country that an option names."""
    code = country_code(text)
    if code is None:
        raise ArgumentTypeError(f"{text!r} is not a country of ISO 3166")
    return code


def _add_country(parser: ArgumentParser, name: str, what: str) -> None:
    parser.add_argument(
        name, type=country, metavar="CC", help=f"{what}, ISO 3166, where the file does not say (default: not known)"
    )
