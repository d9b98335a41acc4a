"""The form of the structure search: what is searched for, how, and among what; and in words how it is met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chemistry.structure_query import MAX_CHARACTERS

SUBSTANCES: Final = "substances"
GOODS: Final = "goods"
AMONG: Final[dict[str, Promise]] = {
    SUBSTANCES: _("the substances held"),
    GOODS: _("the goods of stored shipments"),
}
"""Where is searched: goods for those alone who read stored screenings."""
WAYS: Final[dict[str, Promise]] = {
    "substructure": _("contains what is drawn, written as SMILES"),
    "pattern": _("contains a pattern, written as SMARTS"),
    "similar": _("resembles what is drawn, the most alike first"),
    "smiles": _("is what is drawn, or has its skeleton"),
}
"""Searches of the structure index, and what each finds."""
MATCH_LABELS: Final[dict[str, Promise]] = {
    "part": _("Contains it"),
    "similar": _("Has parts in common"),
    "identical": _("Is it"),
    "same_skeleton": _("Has the same skeleton; stereochemistry, isotopes or charges may differ"),
}


class StructureForm(forms.Form):
    """What is searched for, how, and among what: among goods only where `reads_goods`."""

    structure = forms.CharField(label=_("Structure"), required=False, max_length=MAX_CHARACTERS)
    way = forms.ChoiceField(label=_("Find what"), required=False, choices=list(WAYS.items()))
    among = forms.ChoiceField(label=_("Among"), required=False, choices=list(AMONG.items()))

    def __init__(self, data: Mapping[str, Any] | None, *, reads_goods: bool) -> None:
        super().__init__(data)
        if not reads_goods:
            among = self.fields["among"]
            assert isinstance(among, forms.ChoiceField)
            among.choices = [(SUBSTANCES, AMONG[SUBSTANCES])]

    def clean_way(self) -> str:
        """Return the way chosen; the first, where none was."""
        return self.cleaned_data["way"] or next(iter(WAYS))

    def clean_among(self) -> str:
        """Return where is searched; among substances, where nothing was chosen."""
        return self.cleaned_data["among"] or SUBSTANCES
