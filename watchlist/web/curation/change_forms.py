"""The single forms of a change. Together they give back the facts that `Change.after` holds, in JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chemistry.errors import StructureError
from chemistry.molecules import parse_structure
from watchlist.engine.law.reach import COVERS
from watchlist.engine.law.text.rows import ConditionRow, SubstanceRow
from watchlist.engine.law.text.rules.words import CONFIDENCE, OPERATIONS, SINGLE_WORD_COLUMNS
from watchlist.law_store.definitions import ClassRule
from watchlist.law_store.models import Authority, Scheduling
from watchlist.web import words
from watchlist.web.curation.change_fields import (
    ActField,
    DayField,
    LinesField,
    NumbersField,
    SubstanceField,
    SubstancesField,
    WordsField,
)

SURE: Final = words.choices(CONFIDENCE)
UNSURE: Final = [("", gettext_lazy("not said")), *SURE]
REACH: Final = words.choices(COVERS)
MOVEMENTS: Final = words.choices(OPERATIONS)
KINDS: Final = words.choices(SINGLE_WORD_COLUMNS[SubstanceRow]["kind"])
CONDITIONS: Final = words.choices(SINGLE_WORD_COLUMNS[ConditionRow]["kind"])
EFFECTS: Final = words.choices(SINGLE_WORD_COLUMNS[ConditionRow]["effect"])

DATA: Final = {"translate": "no"}
"""What is chosen among is law."""


def _short(most: int, **options: Any) -> forms.CharField:
    return forms.CharField(required=False, max_length=most, **options)


def _long(most: int = 4_000, **options: Any) -> forms.CharField:
    return forms.CharField(required=False, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), **options)


def entries_of(list_key: str) -> list[tuple[str, str]]:
    """Return the entries of a list by their keys, each under the number and the name that the law printed last."""
    rows = Scheduling.objects.current().filter(entry__control_list__key=list_key).order_by("valid_from")
    columns = rows.values_list("entry__key", "law_code", "printed_name")
    found = {key: f"{code} {name}".strip() for key, code, name in columns}
    return sorted(found.items(), key=lambda choice: choice[1].casefold())


class FactsForm(forms.Form):
    """A form whose fields are those of the JSON; facts that it has no field for stay as they were."""

    def to_facts(self, original: Mapping[str, Any]) -> dict[str, Any]:
        """Return the original facts, with those of this form in their place."""
        return {**original, **self.cleaned_data}


class ListingForm(FactsForm):
    """A listing: its name and number, from when, under which act, how far it reaches, and how well it is founded."""

    printed_name = forms.CharField(label=gettext_lazy("Printed name"), max_length=400)
    law_code = _short(40, label=gettext_lazy("Number in the law"))
    code_confidence = forms.ChoiceField(label=gettext_lazy("The number is"), required=False, choices=UNSURE)
    valid_from = DayField(label=gettext_lazy("In force from"), help_text=gettext_lazy("empty: the day is not known"))
    date_precision = forms.ChoiceField(
        label=gettext_lazy("Known to the"),
        required=False,
        choices=[("day", gettext_lazy("day")), ("year", gettext_lazy("year"))],
        initial="day",
    )
    date_confidence = forms.ChoiceField(label=gettext_lazy("The day is"), choices=SURE, initial="unverified")
    decided_on = DayField(label=gettext_lazy("Decided"))
    published_on = DayField(label=gettext_lazy("Published"))
    instrument = ActField(
        label=gettext_lazy("Act"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("its key, or its citation as held"),
    )
    citation = _short(300, label=gettext_lazy("Place in the act"))
    wording = _long(label=gettext_lazy("Wording"))
    reach = WordsField(label=gettext_lazy("Forms reached"), required=False, choices=REACH)
    excepts = SubstancesField(
        label=gettext_lazy("Except"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("substances left out of the reach, between commas"),
    )
    rule = _short(
        80,
        label=gettext_lazy("Class rule"),
        help_text=gettext_lazy("the key of the rule by which it is read, where it is a class"),
    )
    confidence = forms.ChoiceField(label=gettext_lazy("The fact is"), choices=SURE, initial="unverified")
    source = _long(label=gettext_lazy("Rests on"), help_text=gettext_lazy("the text that was read, with its edition"))
    note = _long(label=gettext_lazy("Note"))

    def clean_rule(self) -> str:
        """Return the key of a rule that is held."""
        key: str = self.cleaned_data["rule"].strip()
        if key and not ClassRule.objects.current().filter(key=key).exists():
            raise ValidationError(_("“%(key)s” is no class rule that is held.") % {"key": key})
        return key

    def clean(self) -> dict[str, Any]:
        """Return the facts: without a day there is no precision, and what is confirmed names its text."""
        cleaned = self.cleaned_data
        cleaned["date_precision"] = (cleaned.get("date_precision") or "day") if cleaned.get("valid_from") else "unknown"
        if cleaned.get("confidence") == "confirmed" and not cleaned.get("source"):
            raise ValidationError(_("What is confirmed says on which text it rests."))
        return cleaned


class EndingForm(FactsForm):
    """The end of a listing: the first day without it, and the act that ends it."""

    valid_until = DayField(label=gettext_lazy("First day without it"))
    instrument = ActField(
        label=gettext_lazy("Act"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("its key, or its citation as held"),
    )
    citation = _short(300, label=gettext_lazy("Place in the act"))


class NewSubstanceForm(FactsForm):
    """A substance that is not held yet; left empty where it is."""

    key = forms.SlugField(
        label=gettext_lazy("Key"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("small letters and hyphens, for ever"),
    )
    name = _short(200, label=gettext_lazy("Name"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=KINDS)
    smiles = _short(
        2_000,
        label=gettext_lazy("Structure"),
        help_text=gettext_lazy("as SMILES; empty for a mixture, a product or a class"),
    )
    cas = NumbersField(
        label=gettext_lazy("CAS numbers"), required=False, max_length=400, help_text=gettext_lazy("between commas")
    )
    names = LinesField(
        label=gettext_lazy("Other names"), required=False, max_length=4_000, help_text=gettext_lazy("one a line")
    )
    confidence = forms.ChoiceField(label=gettext_lazy("It is"), required=False, choices=SURE, initial="unverified")
    source = _long(label=gettext_lazy("Rests on"))

    def clean_smiles(self) -> str:
        """Return a structure that can be read."""
        text: str = self.cleaned_data["smiles"].strip()
        try:
            if text:
                parse_structure(text, "smiles")
        except StructureError as error:
            raise ValidationError(_("This structure cannot be read: %(why)s") % {"why": error.detail}) from error
        return text

    @property
    def is_used(self) -> bool:
        """Say whether a substance is described."""
        return bool(self.cleaned_data.get("key") or self.cleaned_data.get("name"))


class NewActForm(FactsForm):
    """An act that is not held yet; left empty where it is."""

    key = forms.SlugField(
        label=gettext_lazy("Key"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("small letters and hyphens, for ever"),
    )
    authority = forms.ChoiceField(label=gettext_lazy("Authority"), required=False, widget=forms.Select(DATA))
    kind = _short(40, label=gettext_lazy("Kind"), help_text=gettext_lazy("regulation, order, announcement"))
    title = _long(label=gettext_lazy("Title"))
    citation = _short(300, label=gettext_lazy("Citation"))
    adopted_on = DayField(label=gettext_lazy("Adopted"))
    published_on = DayField(label=gettext_lazy("Published"))
    url = forms.URLField(label=gettext_lazy("Address"), required=False, max_length=400, assume_scheme="https")
    confidence = forms.ChoiceField(label=gettext_lazy("It is"), required=False, choices=SURE, initial="unverified")
    source = _long(label=gettext_lazy("Rests on"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        authorities = Authority.objects.order_by("jurisdiction__key", "name").values_list(
            "key", "name", "jurisdiction__key"
        )
        choices = [("", _("choose one")), *((key, f"{place} · {name}") for key, name, place in authorities)]
        self.fields["authority"].choices = choices  # type: ignore[attr-defined] # a choice field

    @property
    def is_used(self) -> bool:
        """Say whether an act is described."""
        return bool(self.cleaned_data.get("key"))


class ConditionForm(FactsForm):
    """A condition of a listing; without its words it is none."""

    key = forms.CharField(required=False, max_length=160, widget=forms.HiddenInput)
    required = _long(2_000, label=gettext_lazy("As the law puts it"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=CONDITIONS)
    effect = forms.ChoiceField(label=gettext_lazy("When met, it"), required=False, choices=EFFECTS)
    limit = _short(60, label=gettext_lazy("Limit"))
    unit = _short(12, label=gettext_lazy("Unit"))
    period = _short(40, label=gettext_lazy("Period"))
    basis = _short(60, label=gettext_lazy("Measured as"))
    operations = WordsField(label=gettext_lazy("Movements"), required=False, choices=MOVEMENTS)
    confidence = forms.ChoiceField(label=gettext_lazy("It is"), required=False, choices=SURE, initial="unverified")
    citation = _short(300, label=gettext_lazy("Place"))
    source = _long(label=gettext_lazy("Rests on"))
    note = _long(label=gettext_lazy("Note"))


ConditionForms = forms.formset_factory(ConditionForm, extra=1, max_num=12, validate_max=True)


class EntryForm(FactsForm):
    """On which entry of its list a change bears: the machine may have found none, or another."""

    entry = forms.ChoiceField(label=gettext_lazy("Entry"), widget=forms.Select(DATA))

    def __init__(self, *args: Any, entries: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["entry"].choices = [("", _("choose one")), *entries]  # type: ignore[attr-defined] # a choice field


class SubstanceForm(FactsForm):
    """Which substance a new entry is."""

    substance = SubstanceField(
        label=gettext_lazy("Substance"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("its key, a CAS number, or a name as held"),
    )
