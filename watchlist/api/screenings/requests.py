"""What a request may ask: its rules are those that the OpenAPI document states."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import fields as dataclass_fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pycountry
from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from watchlist.api.bodies import Body, LawDateField, printable
from watchlist.api.record_base import texts
from watchlist.engine.decision import INCHIKEYS, NORTHERN_IRELAND, OPERATIONS, Question, country_code, operation_word
from watchlist.engine.reading import FIELDS, DeclaredManifest, ManifestError
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.law_store import Jurisdiction
from watchlist.manifests import corrections_known_at
from watchlist.screenings import digest_of_body

STATED_DAYS = ("arrival_date", "export_date")
"""Days of the shipment, which count for lines that state none."""
QUESTION_FIELDS = frozenset(field.name for field in dataclass_fields(Question))
COUNTRIES = tuple(sorted({country.alpha_2 for country in pycountry.countries} | {NORTHERN_IRELAND}))


class CountryCodeField(serializers.ChoiceField):
    """A country, ISO 3166 alpha-2, or XI; written in another way, it is understood as on a line."""

    def __init__(self, **options: Any) -> None:
        wrong: dict[str, Any] = {"invalid_choice": "This is no country of ISO 3166 alpha-2, nor XI."}
        super().__init__(COUNTRIES, error_messages=wrong, **options)

    def to_internal_value(self, data: Any) -> str:
        code: str = super().to_internal_value((country_code(data) or data) if isinstance(data, str) else data)
        return code


class OperationField(serializers.ChoiceField):
    """An operation, in whatever case, as on a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(OPERATIONS, **options)

    def to_internal_value(self, data: Any) -> str:
        word: str = super().to_internal_value((operation_word(data) or data) if isinstance(data, str) else data)
        return word


@extend_schema_field(
    {
        "type": "object",
        "description": "One line as declared. Other names are understood as column headers are, and carried through.",
        "properties": {name: {"type": "string"} for name in FIELDS},
        "additionalProperties": True,
        "example": {"key": "1", "name": "Acetic anhydride", "cas": "108-24-7", "quantity": "200", "unit": "kg"},
    },
    component_name="DeclaredLine",
)
class LineField(serializers.Field[Any, Any, Any, Any]):
    """A line, taken as it comes: what cannot be read of it is a problem of that line alone."""

    def to_internal_value(self, data: Any) -> Any:
        return data


class SentLinesField(serializers.ListField):
    """Lines, each taken as it comes: those of a long body are not held, and gone through when they are asked for."""

    def run_child_validation(self, data: Any) -> Any:
        return data


def lines_field(most: int) -> SentLinesField:
    """Return the field of the lines of a body, which holds one at least and so many at the most."""
    too_many: dict[str, Any] = {"max_length": "One request may hold {max_length:,} lines. Send them in parts."}
    return SentLinesField(
        child=LineField(allow_null=True),
        allow_empty=False,
        min_length=1,
        max_length=most,
        error_messages=too_many,
        help_text=f"at most {most:,}",
    )


class ScreeningRequest(Body):
    """A shipment, and the question asked of the law. What a line says of its own movement comes first."""

    reference = serializers.CharField(required=False, max_length=200)
    date = LawDateField(
        required=False,
        help_text="the day of lines that state none: that of supply. The law of an export or an arrival is asked on it "
        "where no day of its own is stated, and `date_basis` then says `assumed`",
    )
    export_date = LawDateField(required=False, help_text="the day of export of lines that state none")
    arrival_date = LawDateField(required=False, help_text="the day of arrival of lines that state none")
    origin = CountryCodeField(required=False)
    destination = CountryCodeField(required=False)
    transit = serializers.ListField(child=CountryCodeField(), required=False, max_length=20)
    operation = OperationField(required=False)
    operator_country = CountryCodeField(required=False)
    jurisdictions = texts(required=False, max_length=50)
    as_of = LawDateField(required=False, help_text="asks every law on this day")
    known_at = serializers.DateTimeField(required=False, help_text="asks the law as it was known at this instant")
    another_shipment = serializers.BooleanField(
        required=False,
        default=False,
        help_text="it is another shipment, though its goods and movement are those of one sent before: both count",
    )
    proposals = serializers.BooleanField(
        required=False,
        help_text="name what is proposed or announced of the goods; no verdict changes by it",
    )
    inchikey = serializers.ChoiceField(
        INCHIKEYS,
        required=False,
        default=INCHIKEYS[0],
        help_text="whose InChIKey is computed: `shown`, of lines that show a finding or ask for a person by their "
        "goods; `all`, of every line, which takes longer. No verdict changes by it",
    )
    store = serializers.BooleanField(
        required=False,
        default=True,
        help_text="`false`: nothing is kept of it but the count of its lines, and no case is opened",
    )
    lines = lines_field(settings.MAX_LINES_PER_REQUEST)

    def validate_jurisdictions(self, value: list[str]) -> list[str]:
        keys = set(Jurisdiction.objects.values_list("key", flat=True))
        if unknown := [key for key in value if key not in keys]:
            named = ", ".join(map(printable, unknown))
            raise serializers.ValidationError(f"Not known here: {named}. Known are {', '.join(sorted(keys))}.")
        return value

    def validate_lines(self, value: Collection[Any]) -> Collection[Any]:
        if len(value) > (most := self.most_lines()):
            raise serializers.ValidationError(
                f"{len(value):,} lines; one request may hold {most:,}. Send them in parts."
            )
        return value

    def most_lines(self) -> int:
        """Return how many lines a body may hold."""
        return int(settings.MAX_LINES_PER_REQUEST)


def question_of(fields: Mapping[str, Any]) -> Question:
    """Return the question of a validated request."""
    of_law: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in fields.items()
        if name in QUESTION_FIELDS
    }
    days = ((name, fields[name].isoformat()) for name in STATED_DAYS if name in fields)
    return Question(**of_law, all_inchikeys=fields.get("inchikey") == "all", stated=tuple(days))


def declared_manifest(fields: Mapping[str, Any], original: bytes, question: Question) -> DeclaredManifest:
    """Return the manifest of a validated request, whose body came as `original`. Raises the problem of its lines."""
    day: date | None = fields.get("date")
    shipment = {"lines": fields["lines"], **({"date": day.isoformat()} if day else {})}
    try:
        read = manifest_from_payload(shipment, corrections_known_at(question.known_at))
    except ManifestError as error:
        raise serializers.ValidationError({"lines": str(error)}) from error
    reference = fields.get("reference", "").strip()
    return replace(
        read,
        shipment=question.of_shipment(read.shipment),
        sha256=hashlib.sha256(original).hexdigest(),
        reference=reference,
        goods_sha256=goods_digest(fields, question),
        is_another=fields["another_shipment"],
    )


def goods_digest(fields: Mapping[str, Any], question: Question) -> str:
    """Return the hash by which the goods of a validated body are known again under another reference."""
    day = next((fields[name] for name in ("date", *STATED_DAYS) if name in fields), None)
    return digest_of_body(fields["lines"], question, day, datetime.now(UTC).date())
