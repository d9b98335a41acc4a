"""The verbs of product determinations: ask for one, agree to it or refuse, withdraw it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access.people import allowed
from watchlist.access.rights import WORK
from watchlist.access.second_pair import AskedQuerySet
from watchlist.engine.decision.conditions import MeasuredCondition
from watchlist.engine.decision.suppressions.determinations import is_qualitative, product_key
from watchlist.engine.decision.suppressions.keys import entry_version
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import LookAgain, SayWhy
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.suppressions import verbs
from watchlist.screenings.suppressions.models import PARTY, Determination, DeterminationTerm
from watchlist.screenings.suppressions.reading_again import found_again


@transaction.atomic
def ask(
    *, line: ScreenedLine, position: int, condition: str, composition: str, until: date, note: str, actor: User
) -> Determination:
    """Ask that the product of a stored line, of its consignor, be known to meet a condition of a finding; return it.

    `condition`: its key. Raises `CorrectTheQuestion` for a condition that a figure decides or that is measured, for a
    line without consignor or name; `SayWhy`; `LookAgain` where the law finds otherwise now.
    """
    person = allowed(actor, WORK)
    found = found_again(line)
    finding = found.finding(position)
    of = next((one for one in finding.conditions if one.facts.key == condition), None)
    if of is None or not is_qualitative(of):
        raise CorrectTheQuestion(
            _("Only a test of the law that no figure decides is determined, and is still unknown.")
        )
    product = product_key(found.line.fields.get("name", ""))
    if not found.consignor or not product or len(product) > PARTY:
        raise CorrectTheQuestion(_("A determination is of a product by its name, and of its consignor."))
    at = datetime.now(UTC)
    verbs.check_asked(until=until, note=note, today=at.date())
    if not composition.strip():
        raise SayWhy(_("Say what the product is made of, and by which document."))
    row = finding.scheduling
    same = {"supplier": found.consignor, "product": product, "condition": condition}
    same["entry_version"] = entry_version(row, found.law.substances.get(row.substance))
    if Determination.objects.filter(**same, answer="").exists():
        raise LookAgain(_("The same is asked for already, and waits for a second officer."))
    asked: Determination = Determination.objects.create(
        **same,
        entry_key=row.entry,
        composition=composition.strip(),
        required=of.facts.required,
        screened_line=line,
        position=position,
        item=line.line.item,
        asked_by=person,
        asked_at=at,
        asked_on=at.date(),
        until=until,
        note=note.strip(),
    )
    facts = {**same, "entry_key": asked.entry_key, "required": asked.required, "composition": asked.composition}
    facts |= {"until": until.isoformat(), "note": asked.note}
    verbs.happened(asked, "ask", person, facts, at)
    return asked


@transaction.atomic
def answer(*, determination: Determination, agreed: bool, actor: User, note: str = "") -> Determination:
    """Agree to a determination, which is known from now on, or refuse it; return it. Raises as for suppressions."""
    verbs.answered(determination, agreed=agreed, actor=actor, note=note, term=partial(_term, determination))
    return determination


@transaction.atomic
def withdraw(*, determination: Determination, actor: User, note: str) -> Determination:
    """Withdraw a determination with a reason: the test is unknown again from now on; return it."""
    verbs.withdrawn(
        determination, DeterminationTerm.objects.filter(determination=determination), actor=actor, note=note
    )
    return determination


def waiting_for(user: User) -> AskedQuerySet:
    """Return what this person may answer: what another asked for, and nobody answered."""
    return Determination.objects.for_second(user)


def open_tests(line: ScreenedLine, position: int) -> list[MeasuredCondition]:
    """Return the conditions of a finding that a determination may be of. Raises `LookAgain` as `ask`."""
    return [one for one in found_again(line).finding(position).conditions if is_qualitative(one)]


def _term(determination: Determination, second: User) -> DeterminationTerm:
    """Write since when a determination is known, with the names of both."""
    return DeterminationTerm.objects.create(
        determination=determination,
        recorded_at=verbs.known_from_now(),
        by=determination.asked_by.get_username(),
        second=second.get_username(),
    )
