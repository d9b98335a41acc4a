"""The verbs of product determinations: request, answer, withdraw."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access import WORK, person_with_right
from watchlist.engine.decision import MeasuredCondition, entry_version, is_qualitative, product_key
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import LookAgain, SayWhy
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.stored_answers import party_keys
from watchlist.screenings.suppressions import verbs
from watchlist.screenings.suppressions.models import PARTY, Determination
from watchlist.screenings.suppressions.verbs import current_findings_of


@transaction.atomic
def request_determination(
    *, line: ScreenedLine, position: int, condition: str, composition: str, until: date, note: str, actor: User
) -> Determination:
    """Request that a consignor's product be determined to meet a condition of a finding, and return the request.

    `condition`: its key. Raises `CorrectTheQuestion` for a condition that a figure decides or that is measured, for a
    line without consignor or name; `SayWhy`; `LookAgain` where the law finds otherwise now.
    """
    person = person_with_right(actor, WORK)
    found = current_findings_of(line)
    finding = found.finding(position)
    measured = next((candidate for candidate in finding.conditions if candidate.facts.key == condition), None)
    if measured is None or not is_qualitative(measured):
        raise CorrectTheQuestion(
            _("Only a test of the law that no figure decides is determined, and is still unknown.")
        )
    supplier, product = party_keys(found.line)["consignor"], product_key(found.line.fields.get("name", ""))
    if not supplier or not product or len(product) > PARTY:
        raise CorrectTheQuestion(_("A determination is of a product by its name, and of its consignor."))
    at = datetime.now(UTC)
    verbs.check_request(until=until, note=note, today=at.date())
    if not composition.strip():
        raise SayWhy(_("Say what the product is made of, and by which document."))
    row = finding.scheduling
    same = {"supplier": supplier, "product": product, "condition": condition}
    same["entry_version"] = entry_version(row, found.law.substances.get(row.substance))
    if Determination.objects.filter(**same, answer="").exists():
        raise LookAgain(_("The same is asked for already, and waits for a second officer."))
    determination: Determination = Determination.objects.create(
        **same,
        entry_key=row.entry,
        composition=composition.strip(),
        required=measured.facts.required,
        screened_line=line,
        position=position,
        item=line.line.item,
        asked_by=person,
        asked_at=at,
        asked_on=at.date(),
        until=until,
        note=note.strip(),
    )
    facts = same | {name: getattr(determination, name) for name in ("entry_key", "required", "composition", "note")}
    facts["until"] = until.isoformat()
    verbs.append_event(determination, "ask", person, facts, at)
    return determination


@transaction.atomic
def answer_determination(*, determination: Determination, agreed: bool, actor: User, note: str = "") -> Determination:
    """Agree to a determination, which is known from now on, or refuse it; return it. Raises as for suppressions."""
    verbs.store_answer(determination, agreed=agreed, actor=actor, note=note)
    return determination


@transaction.atomic
def withdraw_determination(*, determination: Determination, actor: User, note: str) -> Determination:
    """Withdraw a determination with a reason: the test is unknown again from now on; return it."""
    verbs.store_withdrawal(determination, actor=actor, note=note)
    return determination


def open_tests(line: ScreenedLine, position: int) -> list[MeasuredCondition]:
    """Return the conditions of a finding that can be determined. Raises `LookAgain` as `request_determination`."""
    return [
        condition for condition in current_findings_of(line).finding(position).conditions if is_qualitative(condition)
    ]
