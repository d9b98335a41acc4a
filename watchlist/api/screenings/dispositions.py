"""Whether a shipment may go on: its word, ground and case, as answers hold them, and as a call that costs little."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access import Token
from watchlist.api.accounts import may_read
from watchlist.api.base import Get, answer_example, example_bodies
from watchlist.api.cases import PUBLIC_STATES
from watchlist.api.record_base import Record
from watchlist.cases import (
    GROUND_KINDS,
    SHIPMENT_WORDS,
    SHIPPING_WORDS,
    GroundKind,
    ShippingDisposition,
    ShippingWord,
    lines_to_go,
    shipping_of,
    shipping_of_lines,
)
from watchlist.screenings import Screening, find_trial

EXAMPLES: Final = example_bodies(__file__)
CASE: Final[dict[str, Any]] = EXAMPLES.case
DISPOSITION: Final[dict[str, Any]] = EXAMPLES.disposition
WORDS: Final = " ".join(f"`{word}`: {word.meaning}" for word in ShippingWord)
KINDS: Final = " ".join(f"`{kind}`: {kind.meaning}" for kind in GroundKind)


class CaseOfScreening(Record):
    """The case of a shipment, in short."""

    number = serializers.CharField(help_text="as people call it: C-0412")
    state = serializers.ChoiceField(PUBLIC_STATES)


class GroundOfDisposition(Record):
    """What a word on a shipment rests on: the fields of its kind, and null for the others."""

    kind = serializers.ChoiceField(GROUND_KINDS, source="kind.value", help_text=KINDS)
    decision = serializers.ChoiceField(SHIPMENT_WORDS, allow_null=True, help_text="of `decision`: the word of people")
    decided_at = serializers.DateTimeField(allow_null=True)
    duty = serializers.IntegerField(allow_null=True, help_text="of `document` and `duty`: its id, among `/duties/`")
    list = serializers.CharField(allow_null=True, help_text="whose duty it is; null: a drug, whose own law is asked")
    citation = serializers.CharField(allow_null=True)
    due_on = serializers.DateField(allow_null=True, help_text="the last day of the duty, or for the answer")
    country = serializers.CharField(allow_null=True, help_text="of `route`")
    question = serializers.CharField(allow_null=True, help_text="of `question`: its number")


class DispositionRecord(Record):
    """Whether a shipment may go on. House lists change nothing of it."""

    word = serializers.ChoiceField(SHIPPING_WORDS, source="word.value", help_text=WORDS)
    ground = GroundOfDisposition()
    of_this_screening = serializers.BooleanField(
        help_text="false: the word is about another screening of the same shipment, before this or since"
    )


def case_field() -> CaseOfScreening:
    """Return the field that holds the case of a shipment."""
    return CaseOfScreening(allow_null=True, help_text="null: the shipment has none")


class LineSpanRecord(Record):
    """Lines by their numbers in the file, both ends included."""

    first = serializers.IntegerField()
    last = serializers.IntegerField()


class ScreeningDisposition(Record):
    """Whether the shipment of a screening may go on, and which of its lines where people decided line by line."""

    id = serializers.UUIDField()
    case = case_field()
    disposition = DispositionRecord()
    test = serializers.BooleanField(required=False, help_text="only in test mode, where it is true")
    lines_to_go = LineSpanRecord(
        many=True, allow_null=True, help_text="of the last screening of the case; null: nobody decided line by line"
    )


def shipping_fields(shipping: ShippingDisposition | None) -> dict[str, Any]:
    """Return the fields `case` and `disposition` of an answer; None: of a shipment that is not answered yet."""
    if shipping is None:
        return {"case": None, "disposition": None}
    case = CaseOfScreening.from_row(shipping.case, state=shipping.state) if shipping.case else None
    return {"case": case, "disposition": DispositionRecord.from_row(shipping)}


@Get(tag="screenings", scope="screen", summary="Ask whether a manifest of test mode may go on", returns={})
def read_disposition_in_test(request: Request, screening_id: UUID) -> Response:
    """Return its word, once it is done."""
    assert isinstance(request.auth, Token)
    at = datetime.now(UTC)
    trial = find_trial(request.auth.lineage, screening_id, at)
    if trial is None or not trial.is_done(at):
        raise NotFound
    shipping = shipping_fields(shipping_of_lines(trial.lines_for_people))
    return Response({"id": str(trial.pk), **shipping, "test": True, "lines_to_go": None})


@Get(
    tag="screenings",
    scope="screen",
    in_test=read_disposition_in_test,
    summary="Ask whether the shipment of a screening may go on",
    returns=ScreeningDisposition,
    examples=[answer_example("It may", EXAMPLES.released)],
)
def read_disposition(request: Request, screening_id: UUID) -> Response:
    """Return its word, of however many lines. Send the `ETag` back: while nothing changes that costs least."""
    rows = Screening.objects.done().in_short()
    screening = rows.filter(pk=screening_id).first()
    if screening is None or not may_read(request.user, screening):
        raise NotFound
    shipping = shipping_of(screening)
    spans = lines_to_go(shipping.case) if shipping.case else None
    going = None if spans is None else list(map(LineSpanRecord.from_row, spans))
    return Response({"id": str(screening.pk), **shipping_fields(shipping), "lines_to_go": going})
