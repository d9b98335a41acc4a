"""What is known of one party, and which shipments held a substance: each read is bounded.

Nothing of a report to an authority is read here: what is told is told to everybody who reads cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from watchlist.authorisations import Authorisation
from watchlist.cases.asking import questions_with_people
from watchlist.cases.hits import latest_decisions
from watchlist.cases.judgement_models import Judgement
from watchlist.cases.models import Case, CaseScreening
from watchlist.cases.question_models import ShipperQuestion
from watchlist.cases.register.query import is_last_of_shipment
from watchlist.engine.decision import PartySum, party_sums
from watchlist.engine.reading import party_key
from watchlist.law_store import law_known_at
from watchlist.manifests import ManifestParty, Party, PartyPast
from watchlist.screenings import Consignment, ScreenedLine, Screening, lines_of_party, read_line
from watchlist.screenings.suppressions import Determination, Suppression

SIDES: Final = ("consignor", "consignee")
MOST_LINES: Final = 5_000
"""Stored lines that are summed, the last ones; of a party with more it is said."""
LOOKED_AT: Final = 100
"""Lines, the last stored, whose spellings of the name are told."""
MOST_DECISIONS: Final = 20


@dataclass(frozen=True, slots=True)
class PartySums:
    """The sums of a party; `is_all` is false where only its last lines are summed."""

    rows: Sequence[PartySum]
    is_all: bool


def parties_known(name: str = "") -> QuerySet[Party]:
    """Return the parties that a screening that is done named, by their keys; `name`: any part of their names."""
    rows: QuerySet[Party] = Party.objects.filter(first_seen__isnull=False)
    key = party_key(name)
    if name.strip():
        rows = rows.filter(Q(key__contains=key) if key else Q(name__icontains=name.strip()))
    return rows.order_by("key")


def roles_of(party: Party) -> list[str]:
    """Return the sides on which shipments name a party, the consignor first."""
    named = ManifestParty.objects.filter(party=party).order_by()
    return [side for side in SIDES if named.filter(role=side).exists()]


def spellings_of(party: Party) -> list[str]:
    """Return how its name is written: as first, then otherwise on the last lines that hold something listed."""
    named = Q(consignor=party) | Q(consignee=party)
    last = Consignment.objects.filter(named, screening__made_at__isnull=False).order_by("-pk")
    pairs = dict.fromkeys(last.values_list("screening", "line")[:LOOKED_AT])
    lines = ScreenedLine.objects.filter(line__in=[line for _, line in pairs], screening__in={at for at, _ in pairs})
    written = (
        text
        for record in lines.order_by("-pk").values_list("record", flat=True)
        for side in SIDES
        if party_key(text := read_line(record).fields.get(side, "")) == party.key
    )
    return list(dict.fromkeys(filter(None, (party.name, *written))))


def shipments_of_party(party: Party) -> QuerySet[Screening]:
    """Return the last screening of each shipment that names a party, the latest first."""
    named = ManifestParty.objects.filter(party=party).values("manifest")
    rows: QuerySet[Screening] = Screening.objects.in_short().filter(is_last_of_shipment(), manifest__in=named)
    return rows.order_by("-made_at", "-pk")


def shipments_with(substance: str) -> QuerySet[Screening]:
    """Return the last screening of each shipment with a line that holds a substance, the latest first."""
    consignments = Consignment.objects.filter(substance_key=substance, screening=OuterRef("pk"))
    rows: QuerySet[Screening] = Screening.objects.in_short().filter(is_last_of_shipment(), Exists(consignments))
    return rows.order_by("-made_at", "-pk")


def past_shipments_of(party: Party) -> int:
    """Return how many shipments that were let go since named a party alone."""
    return PartyPast.objects.filter(party=party).values_list("shipments", flat=True).first() or 0


def cases_by_screening(screenings: Sequence[Screening]) -> dict[object, Case]:
    """Return the cases of some screenings, by the screening; one without a case is left out."""
    rows = CaseScreening.objects.filter(screening__in=[row.pk for row in screenings])
    found = rows.select_related("case__assignee", "case__disposition")
    return {row.screening_id: row.case for row in found}


def sums_of_party(party: Party, today: date) -> PartySums:
    """Return the sums of a party by substance and period, against the limits of law known now."""
    lines, is_all = lines_of_party(party, MOST_LINES)
    return PartySums(party_sums(law_known_at(), lines, party.key, today), is_all)


def decisions_on_party(party: Party) -> list[Judgement]:
    """Return the last judgements in effect on lines that name a party."""
    rows = {row.pk: row for side in SIDES for row in latest_decisions(Q(**{side: party}))}
    return sorted(rows.values(), key=lambda row: (row.at, row.pk), reverse=True)[:MOST_DECISIONS]


def dispositions_on_party(party: Party) -> list[Case]:
    """Return the cases that were closed last of the shipments that name a party, with their dispositions."""
    named = ManifestParty.objects.filter(party=party, manifest=OuterRef("screening__manifest"))
    closed = Case.objects.filter(Exists(named), disposition__isnull=False)
    found = closed.select_related("disposition__by", "assignee").order_by("-disposition__at", "-pk")
    return list(found[:MOST_DECISIONS])


def questions_of_party(party: Party) -> QuerySet[ShipperQuestion]:
    """Return the questions that were sent to shippers about shipments that name a party, the last sent first."""
    named = ManifestParty.objects.filter(party=party, manifest=OuterRef("case__screening__manifest"))
    rows = questions_with_people().filter(Exists(named), sent_on__isnull=False)
    return rows.order_by("-sent_on", "-pk")


def authorisations_of_party(party: Party) -> QuerySet[Authorisation]:
    """Return the documents on file whose holder a party is, `with_uses`."""
    rows: QuerySet[Authorisation] = Authorisation.objects.current().with_uses().filter(holder_key=party.key)
    return rows.order_by("number", "pk")


def suppressions_of_party(party: Party) -> QuerySet[Suppression]:
    """Return what was set aside between a party and others, or asked to be, the last asked first."""
    return Suppression.objects.filter(Q(consignor=party.key) | Q(consignee=party.key)).order_by("-asked_at", "-pk")


def determinations_of_party(party: Party) -> QuerySet[Determination]:
    """Return what was determined of the products of a party, or asked to be, the last asked first."""
    return Determination.objects.filter(supplier=party.key).order_by("-asked_at", "-pk")
