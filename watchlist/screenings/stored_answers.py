"""Stored answers as the types that they were written from: a text is read here once, and passed on as what it is.

What is stored on its own is read likewise: the findings that a look-back left, and the quantity of a consignment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from msgspec import UNSET, DecodeError, Struct, json

from watchlist.engine.answer import Coverage, Finding, Line, Quantity, Summary
from watchlist.engine.answer_codec import RecordUnreadable, decode_as
from watchlist.engine.decision import Question
from watchlist.engine.reading import party_key
from watchlist.engine.vocabulary import LEGAL, Certainty, Confidence, Tier, Verdict

SURE: Final = (Certainty.EXACT, Certainty.PARSED)
Text = bytes | str | Mapping[str, object]
Part = TypeVar("Part")


class _Destination(Struct, frozen=True):
    """What lists of many parcels read of a movement: to read the whole takes ten times as long."""

    destination: str | None


class _Route(Struct, frozen=True):
    origin: str | None
    transit: tuple[str, ...]
    destination: str | None


def read_line(text: Text) -> Line:
    """Return the line that a stored text is. Raises `RecordUnreadable`."""
    return decode_as(Line, text)


def read_summary(text: Text) -> Summary:
    """Return the summary that a stored text is. Raises `RecordUnreadable`."""
    return decode_as(Summary, text)


def read_coverage(text: Text) -> Coverage:
    """Return the coverage that a stored text is. Raises `RecordUnreadable`."""
    return decode_as(Coverage, text)


def read_question(text: str) -> Question:
    """Return the question that a stored text asks."""
    return Question.from_record(json.decode(text))


def declared_route(shipment: str, question: str) -> str:
    """Return the countries that a stored shipment passes, in order, by its file and the question; "" for none."""
    fields = json.decode(shipment or "{}") | json.decode(question)
    through = fields.get("transit") or ()
    through = through.split(",") if isinstance(through, str) else through
    stops = [fields.get("origin"), *map(str.strip, through), fields.get("destination")]
    return " → ".join(filter(None, stops))


def route_of_movements(movements: Iterable[str]) -> str:
    """Return the route that all of some stored movements have, in order; "" where they differ, or none is declared."""
    routes = {_decoded(_ROUTE, movement) for movement in movements}
    only = routes.pop() if len(routes) == 1 else _Route(None, (), None)
    return " → ".join(filter(None, (only.origin, *only.transit, only.destination)))


def read_findings(text: str) -> tuple[Finding, ...]:
    """Return findings that are stored without their line. Raises `RecordUnreadable`."""
    return _decoded(_FINDINGS, text)


def findings_text(findings: Iterable[Finding]) -> str:
    """Return findings as the text that `read_findings` reads."""
    return json.encode(list(findings)).decode()


def read_quantity(text: str) -> Quantity:
    """Return how much of a substance a consignment holds. Raises `RecordUnreadable`."""
    return _decoded(_QUANTITY, text)


def read_destination(movement: str) -> str:
    """Return the country that goods go to, of a stored movement; "" where none is declared."""
    return _decoded(_DESTINATION, movement).destination or ""


def counts_by_verdict(summary: Summary) -> dict[Verdict, int]:
    """Return how many lines have each verdict, the strongest verdict first."""
    return {
        Verdict.CONTROLLED: summary.controlled,
        Verdict.REVIEW: summary.review,
        Verdict.UNRESOLVED: summary.unresolved,
        Verdict.NO_MATCH: summary.no_match,
    }


def strongest_verdict(summary: Summary) -> str | None:
    """Return the strongest verdict that a line has; None where there is no line."""
    return next((verdict.value for verdict, lines in counts_by_verdict(summary).items() if lines), None)


def lines_for_route(summary: Summary) -> int:
    """Return how many lines are for review for their route alone: a task of the shipment, and none of a line."""
    return 0 if summary.route_tasks is UNSET else max(task.lines for task in summary.route_tasks)


def plain_counts(summary: Summary) -> dict[str, int]:
    """Return the same by plain words, as what is no answer tells of it."""
    return {verdict.value: count for verdict, count in counts_by_verdict(summary).items()}


def is_sure(finding: Finding) -> bool:
    """Say whether a finding is of law in force, or of a controlled drug, and sure: none is dismissed by one person."""
    sure = finding.certainty in SURE and finding.confidence != Confidence.UNVERIFIED
    return sure and (finding.tier in LEGAL or finding.tier == Tier.DRUG_REFERENCE)


def substance_key(finding: Finding) -> str:
    """Return the key of the substance that a finding names: the last part of its entry's."""
    return finding.entry.rsplit("/", 1)[-1]


def party_keys(line: Line) -> dict[str, str]:
    """Return the keys of consignor and consignee; "" for a side that the line does not name."""
    return {side: party_key(line.fields.get(side, "")) for side in ("consignor", "consignee")}


def _decoded(decoder: json.Decoder[Part], text: str) -> Part:
    try:
        return decoder.decode(text)
    except DecodeError as error:
        raise RecordUnreadable(str(error)) from error


_DESTINATION: Final = json.Decoder(_Destination)
_ROUTE: Final = json.Decoder(_Route)
_FINDINGS: Final = json.Decoder(tuple[Finding, ...])
_QUANTITY: Final = json.Decoder(Quantity)
