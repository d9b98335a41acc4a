"""The form of the ad-hoc check: what was typed or drawn, how much, the movement and the day of the law.

What is typed is sent in the body and never stands in an address: addresses are kept by browsers, proxies and logs, and
a structure may be the secret of a house. The day and the route do stand there, so that they can be linked.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchlist.screenings.checking import TypedGoods
from watchlist.web.screening.screen_form import QuestionForm

LONGEST: Final = 2_000
AMOUNT: Final = ("quantity", "unit", "concentration")
ADDRESS_FIELDS: Final = ("as_of", "known_at", "origin", "transit", "destination", "operation", "proposals")
"""The controls that stand in an address."""
KINDS: Final = {
    "name": _("a name"),
    "cas": _("a CAS number"),
    "smiles": _("a SMILES"),
    "inchi": _("an InChI"),
    "inchikey": _("an InChIKey"),
    "hs_code": _("an HS code"),
}
"""What a text may be read as, by the field of a line that it is then."""


class CheckForm(QuestionForm):
    """One thing and a question; once valid, `goods` and `question` say what is asked."""

    typed = forms.CharField(label=_("What it is"), required=False, max_length=LONGEST)
    kind = forms.ChoiceField(
        label=_("Read as"),
        required=False,
        choices=[("", _("whatever it is")), *KINDS.items()],
    )
    quantity = forms.CharField(label=_("Quantity"), required=False, max_length=40)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=40)
    concentration = forms.CharField(label=_("Concentration"), required=False, max_length=40)

    @property
    def goods(self) -> TypedGoods:
        """Return what was typed, with how much there is of it."""
        cleaned = self.cleaned_data
        return TypedGoods(cleaned["typed"], cleaned["kind"], tuple((name, cleaned[name]) for name in AMOUNT))

    @property
    def address_query(self) -> str:
        """Return the query of an address that asks on the same day of the same route: "" for today's law."""
        query = {name: str(value) for name in ADDRESS_FIELDS if (value := self[name].value())}
        return f"?{urlencode(query)}" if query else ""

    @property
    def fields_to_resend(self) -> list[tuple[str, Any]]:
        """Return the filled fields with their values, to be posted again for storing."""
        names = (*CheckForm.base_fields,)
        return [(name, value) for name in names if (value := self[name].value())]

    @property
    def is_narrowed(self) -> bool:
        """Say whether any control is set: a page opens them then, so that none is set unseen."""
        return any(self[name].value() for name in (*ADDRESS_FIELDS, *AMOUNT))


class SaveForm(CheckForm):
    """One thing that is to be stored: what was asked, and the reference under which it is found again."""

    reference = forms.CharField(label=_("Reference"), max_length=200)

    def clean_typed(self) -> str:
        """Return what was typed: nothing is no line of a screening."""
        typed: str = self.cleaned_data["typed"]
        if not typed:
            raise ValidationError(_("Type or draw what is to be stored."))
        return typed
