"""Shipments as rows of a page: of each its last screening, and its case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User

from watchlist.cases import cases_by_screening
from watchlist.screenings import Screening
from watchlist.web.cases import CaseView, case_views
from watchlist.web.stored_answers import ScreeningView, screening_view


@dataclass(frozen=True, slots=True)
class ShipmentRow:
    """A shipment: its last screening, and its case where there is one."""

    screening: ScreeningView
    case: CaseView | None


def shipment_rows(screenings: Sequence[Screening], reader: User) -> list[ShipmentRow]:
    """Return some screenings as rows, in their order, as their reader may know them."""
    cases = cases_by_screening(screenings)
    views = {view.row.pk: view for view in case_views(cases.values(), reader)}
    for row in screenings:
        setattr(row, "route_of_case", cases[row.pk].route if row.pk in cases else "")  # noqa: B010 - as `screenings` annotates
    return [
        ShipmentRow(screening_view(row), views[cases[row.pk].pk] if row.pk in cases else None) for row in screenings
    ]
