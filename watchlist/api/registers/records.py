"""Documents of the register as records of the API, and the query of their list."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from rest_framework import serializers

from watchlist.api.base import example_bodies
from watchlist.api.bodies import LawDateField
from watchlist.api.paging import PageQuery
from watchlist.api.record_base import Record, texts
from watchlist.authorisations import STATUSES, Authorisation, AuthorisationUse
from watchlist.engine.decision import amount_text

KINDS: Final = tuple(Authorisation.Kind.values)
ROLES: Final = tuple(Authorisation.Role.values)
STANDING_CHOICES: Final = tuple(STATUSES)
EXAMPLES: Final = example_bodies(__file__)
ITEM: Final = EXAMPLES.authorisation
USE: Final = EXAMPLES.use
WHOLE: Final = {**ITEM, "latest": 17, "uses": [USE]}


class AuthorisationsQuery(PageQuery):
    """Which documents are asked for."""

    party = serializers.CharField(
        required=False, max_length=300, help_text="the holder, compared as parties are: the legal form does not matter"
    )
    substance = serializers.CharField(
        required=False,
        max_length=80,
        help_text="the key of a substance: those that name it, an entry for it or a list that it is on",
    )
    valid_on = LawDateField(required=False, help_text="those that hold on this day, used up or not")
    standing = serializers.ChoiceField(STANDING_CHOICES, required=False, help_text="how they stand today (UTC)")


class AuthorisationItem(Record):
    """What an authority granted to one party, as it is on file."""

    id = serializers.IntegerField(help_text="by which a release names it; a correction gives it another")
    document = serializers.UUIDField(help_text="the paper itself: the same after a correction")
    kind = serializers.ChoiceField(KINDS)
    number = serializers.CharField()
    authority = serializers.CharField()
    jurisdiction = serializers.CharField(help_text="whose law it answers, and no other")
    citation = serializers.CharField(allow_null=True)
    holder = serializers.CharField(help_text="as the paper writes it")
    role = serializers.ChoiceField(ROLES, help_text="as what its holder takes part")
    site = serializers.CharField(allow_null=True)
    quantity = serializers.CharField(allow_null=True, help_text="for so much in all; null: no limit")
    single_use = serializers.BooleanField(help_text="for one consignment")
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True, help_text="the first day without it; null: no end")
    revoked_on = serializers.DateField(allow_null=True, help_text="the first day on which it did not hold any more")
    note = serializers.CharField(allow_null=True)
    recorded_at = serializers.DateTimeField()
    recorded_by = serializers.CharField()
    reason = serializers.CharField(allow_null=True, help_text="why it was corrected or revoked")
    substances = texts(source="substances.split", help_text="keys of substances or of entries")
    lists = texts(source="lists.split", help_text="keys of lists that it covers whole")
    forms = texts(source="forms.split", help_text="`itself`, and the forms that it names")
    operations = texts(source="operations.split")
    counterparties = texts(source="counterparties.splitlines", help_text="only with these; empty: anybody")
    standing = serializers.ChoiceField(STANDING_CHOICES, help_text="how it stands today (UTC)")
    times_used = serializers.IntegerField(source="times")
    left = serializers.CharField(allow_null=True, help_text="of its quantity; null: it has no limit")


class UseRecord(Record):
    """What a release took of it."""

    case = serializers.CharField(help_text="its number")
    amount = serializers.CharField(allow_null=True, help_text="null: it has no limit")
    by = serializers.CharField()
    at = serializers.DateTimeField()


class AuthorisationRecord(AuthorisationItem):
    """A document, with what was used of it."""

    latest = serializers.IntegerField(help_text="the id of the row that is current: another where this was corrected")
    uses = UseRecord(many=True)


def item_of(row: Authorisation, today: date) -> dict[str, Any]:
    """Return a row `with_uses`, as it stands on a day."""
    used, times = row.used, row.times  # type: ignore[attr-defined]
    return AuthorisationItem.from_row(
        row,
        standing=row.status_on(today, used=used, times=times),
        left=amount_text(max(0, row.most - used), row.measure) if row.most is not None else None,
    )


def record_of(row: Authorisation, today: date) -> dict[str, Any]:
    """Return a row `with_uses` whole."""
    uses = AuthorisationUse.objects.filter(document=row.document).order_by("number")
    current = Authorisation.objects.current().get(document=row.document)
    records = [
        UseRecord.from_row(use, amount=amount_text(use.amount, row.measure) if row.measure else None) for use in uses
    ]
    return {**item_of(row, today), "latest": current.pk, "uses": records}
