"""The forms of a change: what a person may say of it. Together they give back what `Change.after` holds, in JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

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
UNSURE: Final = [("", _("not said")), *SURE]
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
    told = rows.values_list("entry__key", "law_code", "printed_name")
    found = {key: f"{code} {name}".strip() for key, code, name in told}
    return sorted(found.items(), key=lambda one: one[1].casefold())


class Facts(forms.Form):
    """A form whose fields are those of the JSON; what it does not ask stays as the machine said it."""

    def said(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stood, with what this form says in its place."""
        return {**before, **self.cleaned_data}


class ListingForm(Facts):
    """A listing: its name and number, from when, under which act, how far it reaches, and how well it is founded."""

    printed_name = forms.CharField(label=_("Printed name"), max_length=400)
    law_code = _short(40, label=_("Number in the law"))
    code_confidence = forms.ChoiceField(label=_("The number is"), required=False, choices=UNSURE)
    valid_from = DayField(label=_("In force from"), help_text=_("empty: the day is not known"))
    date_precision = forms.ChoiceField(
        label=_("Known to the"), required=False, choices=[("day", _("day")), ("year", _("year"))], initial="day"
    )
    date_confidence = forms.ChoiceField(label=_("The day is"), choices=SURE, initial="unverified")
    decided_on = DayField(label=_("Decided"))
    published_on = DayField(label=_("Published"))
    instrument = ActField(
        label=_("Act"), required=False, max_length=300, help_text=_("its key, or its citation as held")
    )
    citation = _short(300, label=_("Place in the act"))
    wording = _long(label=_("Wording"))
    reach = WordsField(label=_("Forms reached"), required=False, choices=REACH)
    excepts = SubstancesField(
        label=_("Except"),
        required=False,
        max_length=400,
        help_text=_("substances left out of the reach, between commas"),
    )
    rule = _short(
        80, label=_("Class rule"), help_text=_("the key of the rule by which it is read, where it is a class")
    )
    confidence = forms.ChoiceField(label=_("The fact is"), choices=SURE, initial="unverified")
    source = _long(label=_("Rests on"), help_text=_("the text that was read, with its edition"))
    note = _long(label=_("Note"))

    def clean_rule(self) -> str:
        """Return the key of a rule that is held."""
        key: str = self.cleaned_data["rule"].strip()
        if key and not ClassRule.objects.current().filter(key=key).exists():
            raise ValidationError(say("“%(key)s” is no class rule that is held.") % {"key": key})
        return key

    def clean(self) -> dict[str, Any]:
        """Return what was said: without a day there is no precision, and a number that is said is so well founded."""
        said = self.cleaned_data
        said["date_precision"] = (said.get("date_precision") or "day") if said.get("valid_from") else "unknown"
        if said.get("confidence") == "confirmed" and not said.get("source"):
            raise ValidationError(say("What is confirmed says on which text it rests."))
        return said


class EndingForm(Facts):
    """The end of a listing: the first day without it, and the act that ends it."""

    valid_until = DayField(label=_("First day without it"))
    instrument = ActField(
        label=_("Act"), required=False, max_length=300, help_text=_("its key, or its citation as held")
    )
    citation = _short(300, label=_("Place in the act"))


class DescribedForm(Facts):
    """A substance that is not held yet; left empty where it is."""

    key = forms.SlugField(
        label=_("Key"), required=False, max_length=100, help_text=_("small letters and hyphens, for ever")
    )
    name = _short(200, label=_("Name"))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=KINDS)
    smiles = _short(2_000, label=_("Structure"), help_text=_("as SMILES; empty for a mixture, a product or a class"))
    cas = NumbersField(label=_("CAS numbers"), required=False, max_length=400, help_text=_("between commas"))
    names = LinesField(label=_("Other names"), required=False, max_length=4_000, help_text=_("one a line"))
    confidence = forms.ChoiceField(label=_("It is"), required=False, choices=SURE, initial="unverified")
    source = _long(label=_("Rests on"))

    def clean_smiles(self) -> str:
        """Return a structure that can be read."""
        text: str = self.cleaned_data["smiles"].strip()
        try:
            if text:
                parse_structure(text, "smiles")
        except StructureError as error:
            raise ValidationError(say("This structure cannot be read: %(why)s") % {"why": error.detail}) from error
        return text

    @property
    def is_used(self) -> bool:
        """Say whether a substance is described."""
        return bool(self.cleaned_data.get("key") or self.cleaned_data.get("name"))


class ActForm(Facts):
    """An act that is not held yet; left empty where it is."""

    key = forms.SlugField(
        label=_("Key"), required=False, max_length=80, help_text=_("small letters and hyphens, for ever")
    )
    authority = forms.ChoiceField(label=_("Authority"), required=False, widget=forms.Select(DATA))
    kind = _short(40, label=_("Kind"), help_text=_("regulation, order, announcement"))
    title = _long(label=_("Title"))
    citation = _short(300, label=_("Citation"))
    adopted_on = DayField(label=_("Adopted"))
    published_on = DayField(label=_("Published"))
    url = forms.URLField(label=_("Address"), required=False, max_length=400, assume_scheme="https")
    confidence = forms.ChoiceField(label=_("It is"), required=False, choices=SURE, initial="unverified")
    source = _long(label=_("Rests on"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        held = Authority.objects.order_by("jurisdiction__key", "name").values_list("key", "name", "jurisdiction__key")
        choices = [("", say("choose one")), *((key, f"{place} · {name}") for key, name, place in held)]
        self.fields["authority"].choices = choices  # type: ignore[attr-defined] # a choice field

    @property
    def is_used(self) -> bool:
        """Say whether an act is described."""
        return bool(self.cleaned_data.get("key"))


class ConditionForm(Facts):
    """A condition of a listing; without its words it is none."""

    key = forms.CharField(required=False, max_length=160, widget=forms.HiddenInput)
    required = _long(2_000, label=_("As the law puts it"))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=CONDITIONS)
    effect = forms.ChoiceField(label=_("When met, it"), required=False, choices=EFFECTS)
    limit = _short(60, label=_("Limit"))
    unit = _short(12, label=_("Unit"))
    period = _short(40, label=_("Period"))
    basis = _short(60, label=_("Measured as"))
    operations = WordsField(label=_("Movements"), required=False, choices=MOVEMENTS)
    confidence = forms.ChoiceField(label=_("It is"), required=False, choices=SURE, initial="unverified")
    citation = _short(300, label=_("Place"))
    source = _long(label=_("Rests on"))
    note = _long(label=_("Note"))


ConditionForms = forms.formset_factory(ConditionForm, extra=1, max_num=12, validate_max=True)


class EntryForm(Facts):
    """On which entry of its list a change bears: the machine may have found none, or another."""

    entry = forms.ChoiceField(label=_("Entry"), widget=forms.Select(DATA))

    def __init__(self, *args: Any, entries: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["entry"].choices = [("", say("choose one")), *entries]  # type: ignore[attr-defined] # a choice field


class WhoForm(Facts):
    """Which substance a new entry is."""

    substance = SubstanceField(
        label=_("Substance"), required=False, max_length=200, help_text=_("its key, a CAS number, or a name as held")
    )
