"""Links of a finding: to suppress it, to determine a test of its law, to register an authorisation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import User
from django.urls import reverse

from watchlist.authorisations.registering import MANAGE
from watchlist.engine.answer import Finding, Line
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.decision.applied_rulings import OF_A_PRODUCT
from watchlist.engine.decision.question import Question
from watchlist.engine.decision.rulings import can_be_suppressed
from watchlist.engine.law.compiled import CompiledLaw, CompiledScheduling
from watchlist.engine.reports.findings import LicenceCoverageView, licence_coverage_view
from watchlist.engine.reports.text import all_visible
from watchlist.engine.vocabulary import Met
from watchlist.law_store.compile import law_known_at
from watchlist.screenings.models import ScreenedLine
from watchlist.web.registers.authorisation_view import register_address

PARTIES: Final = ("consignor", "consignee")


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses for one finding, each "" where it does not apply, and the licence on file if it needs one."""

    suppress: str = ""
    determine: str = ""
    register: str = ""
    licence_coverage: LicenceCoverageView | None = None


def links_of(row: ScreenedLine, line: Line, position: int, reader: User) -> Links:
    """Return the links of a finding for a reader; `line` is the stored record of `row`."""
    finding, fields, law = line.findings[position], line.fields, law_known_at()
    licence_coverage = licence_coverage_view(finding, law)
    asks = licence_coverage is not None and licence_coverage.met != "yes" and reader.has_perm(MANAGE)
    at = f"?line={row.pk}&finding={position}"
    names_a_party = any(fields.get(side) for side in PARTIES)
    is_doubtful = can_be_suppressed(finding.tier, finding.certainty)
    return Links(
        suppress=reverse("suppressions:ask") + at if names_a_party and is_doubtful else "",
        determine=reverse("suppressions:determine") + at if _is_of_a_product(fields, finding, law) else "",
        register=register_address(finding, fields, _operation(row)) if asks else "",
        licence_coverage=licence_coverage,
    )


def conflict_links(row: ScreenedLine) -> list[tuple[str, str]]:
    """Return each conflict of a line that names a party, in words, with the address to request its suppression."""
    line = decode_as(Line, row.record)
    if not any(line.fields.get(side) for side in PARTIES):
        return []
    page = reverse("suppressions:ask")
    conflicts = enumerate(all_visible(line.conflicts))
    return [(conflict.detail, f"{page}?line={row.pk}&conflict={place}") for place, conflict in conflicts]


def _is_of_a_product(fields: Mapping[str, str], finding: Finding, law: CompiledLaw) -> bool:
    """Return whether the law's test in words is open for a product with a name and a consignor."""
    if not (fields.get("consignor") and fields.get("name")):
        return False
    still_open = {condition.required for condition in finding.conditions if condition.met == Met.UNKNOWN}
    return any(
        facts.kind in OF_A_PRODUCT and facts.effect == "exempts" and not facts.limit and facts.required in still_open
        for scheduling in _schedulings(finding, law)
        for facts in scheduling.conditions
    )


def _schedulings(finding: Finding, law: CompiledLaw) -> list[CompiledScheduling]:
    return [scheduling for rows in law.schedulings.values() for scheduling in rows if scheduling.entry == finding.entry]


def _operation(row: ScreenedLine) -> str:
    return Question.from_record(json.loads(row.screening.question)).operation or ""
