"""What a file says of its whole shipment, shown to be corrected; and whether the same file was screened before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from watchlist.cases import Case
from watchlist.engine.decision import Question, country_code, shipment_key
from watchlist.engine.reading import FilePreview
from watchlist.engine.reports import visible
from watchlist.manifests import ManifestDraft
from watchlist.screenings import Screening
from watchlist.web import words
from watchlist.web.screening.screen_form import CountriesFormField

COUNTRIES: Final = ("origin", "destination")
MOST_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class EarlierScreening:
    """The last screening of a shipment whose file has the same bytes: what it is called, and where it is opened."""

    key: str
    reference: str
    name: str
    on: str
    address: str
    again: str


def earlier_screenings(sha256: str) -> list[EarlierScreening]:
    """Return the shipments that were screened with the very same file, the last first, each by its last screening."""
    rows = Screening.objects.done().filter(manifest__sha256=sha256).select_related("manifest")
    found: dict[str, Screening] = {}
    for row in rows.defer("manifest__original", "summary", "coverage").order_by("-made_at"):
        found.setdefault(shipment_key(row.manifest.reference, row.manifest.sha256), row)
    cases = {case.shipment: case for case in Case.objects.filter(shipment__in=found)}
    return [_earlier(key, row, cases.get(key)) for key, row in found.items()]


def _earlier(key: str, row: Screening, case: Case | None) -> EarlierScreening:
    page = reverse("cases:one", args=[case.pk]) if case else reverse("admin:watchlist_screening_change", args=[row.pk])
    name = f"{case.number} ({row.manifest})" if case else str(row.manifest)
    day = words.instant(row.made_at)
    return EarlierScreening(
        key, row.manifest.reference, visible(name), day, page, reverse("screen:again", args=[row.pk])
    )


def refuse_counting_twice(earlier: Iterable[EarlierScreening], reference: str, sha256: str, *, another: bool) -> None:
    """Raise `ValidationError` where a file that was screened would count as one more shipment without a word of it."""
    shipments = list(earlier)
    is_one_of_them = shipment_key(reference, sha256) in {shipment.key for shipment in shipments}
    if shipments and not is_one_of_them and not another:
        raise ValidationError(
            _(
                "The very same file was screened as %(name)s: keep its reference, and it stays one shipment, or say "
                "that this is another shipment with the same goods."
            )
            % {"name": shipments[0].name}
        )


def initial_of(
    draft: ManifestDraft, question: Question, look: FilePreview, earlier: list[EarlierScreening]
) -> dict[str, Any]:
    """Return the first values of the form of a shipment: what was typed, else what the file's head says."""
    head = {found.field: found.value for found in look.head}
    codes = {name: country_code(head[name]) or "" for name in COUNTRIES if head.get(name)}
    operation = head.get("operation", "").strip().casefold()
    fields = {**head, **codes, "operation": operation, "transit": ", ".join(_stops(head.get("transit", "")))}
    typed = {
        "reference": draft.reference or (earlier[0].reference if earlier else ""),
        "origin": question.origin,
        "transit": ", ".join(question.transit),
        "destination": question.destination,
        "operation": question.operation,
        **dict(question.stated),
    }
    return {**fields, **{name: text for name, text in typed.items() if text}}


def read_texts(look: FilePreview) -> dict[str, str]:
    """Return what stands in the head of a file, by field, as it is shown beside the field."""
    return {found.field: visible(found.text[:200]) for found in look.head}


def _stops(text: str) -> tuple[str, ...]:
    try:
        return CountriesFormField(required=False).clean(text)
    except ValidationError:
        return ()
