"""The single forms of a change. Together they give back the facts that `Change.after` holds, in JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from chemistry import StructureError, parse_structure
from watchlist.engine.law import COVERS
from watchlist.engine.law.text import ConditionRow, SubstanceRow
from watchlist.engine.law.text.rules import CONFIDENCE, OPERATIONS, SINGLE_WORD_COLUMNS
from watchlist.law_store import Authority, ClassRule, Scheduling
from watchlist.web import words
from watchlist.web.curation.change_fields import (
    ActField,
    IsoDayField,
    LinesField,
    NumbersField,
    SubstanceField,
    SubstancesField,
    WordsField,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SURE: Final = words.choices(CONFIDENCE)
UNSURE: Final = [("", _("not said")), *SURE]
REACH: Final = words.choices(COVERS)
MOVEMENTS: Final = words.choices(OPERATIONS)
KINDS: Final = words.choices(SINGLE_WORD_COLUMNS[SubstanceRow]["kind"])
CONDITIONS: Final = words.choices(SINGLE_WORD_COLUMNS[ConditionRow]["kind"])
EFFECTS: Final = words.choices(SINGLE_WORD_COLUMNS[ConditionRow]["effect"])

DATA: Final = {"translate": "no"}
"""What is chosen among is law."""


def _short(most: int, label: str | _StrPromise, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, **options)


def _long(label: str | _StrPromise, most: int = 4_000, **options: Any) -> forms.CharField:
    return _short(most, label, widget=forms.Textarea(attrs={"rows": 3}), **options)


def _new_key(most: int) -> forms.SlugField:
    help_text = _("small letters and hyphens, for ever")
    return forms.SlugField(label=_("Key"), required=False, max_length=most, help_text=help_text)


def _act() -> ActField:
    return ActField(label=_("Act"), max_length=300, help_text=_("its key, or its citation as held"))


def _confidence(label: str | _StrPromise, *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, choices=SURE, initial="unverified")


def _authorities() -> list[tuple[str, str]]:
    authorities = Authority.objects.order_by("jurisdiction__key", "name")
    rows = authorities.values_list("key", "name", "jurisdiction__key")
    return [("", gettext("choose one")), *((key, f"{place} · {name}") for key, name, place in rows)]


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

    printed_name = forms.CharField(label=_("Printed name"), max_length=400)
    law_code = _short(40, _("Number in the law"))
    code_confidence = forms.ChoiceField(label=_("The number is"), required=False, choices=UNSURE)
    valid_from = IsoDayField(label=_("In force from"), help_text=_("empty: the day is not known"))
    date_precision = forms.ChoiceField(
        label=_("Known to the"), required=False, choices=[("day", _("day")), ("year", _("year"))], initial="day"
    )
    date_confidence = _confidence(_("The day is"), required=True)
    decided_on = IsoDayField(label=_("Decided"))
    published_on = IsoDayField(label=_("Published"))
    instrument = _act()
    citation = _short(300, _("Place in the act"))
    wording = _long(_("Wording"))
    reach = WordsField(label=_("Forms reached"), choices=REACH)
    excepts = SubstancesField(
        label=_("Except"), max_length=400, help_text=_("substances left out of the reach, between commas")
    )
    rule = _short(80, _("Class rule"), help_text=_("the key of the rule by which it is read, where it is a class"))
    confidence = _confidence(_("The fact is"), required=True)
    source = _long(_("Rests on"), help_text=_("the text that was read, with its edition"))
    note = _long(_("Note"))

    def clean_rule(self) -> str:
        """Return the key of a rule that is held."""
        key: str = self.cleaned_data["rule"].strip()
        if key and not ClassRule.objects.current().filter(key=key).exists():
            raise ValidationError(gettext("“%(key)s” is no class rule that is held.") % {"key": key})
        return key

    def clean(self) -> dict[str, Any]:
        """Return the facts: without a day there is no precision, and what is confirmed names its text."""
        cleaned = self.cleaned_data
        cleaned["date_precision"] = (cleaned.get("date_precision") or "day") if cleaned.get("valid_from") else "unknown"
        if cleaned.get("confidence") == "confirmed" and not cleaned.get("source"):
            raise ValidationError(gettext("What is confirmed says on which text it rests."))
        return cleaned


class EndingForm(FactsForm):
    """The end of a listing: the first day without it, and the act that ends it."""

    valid_until = IsoDayField(label=_("First day without it"))
    instrument = _act()
    citation = _short(300, _("Place in the act"))


class NewSubstanceForm(FactsForm):
    """A substance that is not held yet; left empty where it is."""

    key = _new_key(100)
    name = _short(200, _("Name"))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=KINDS)
    smiles = _short(2_000, _("Structure"), help_text=_("as SMILES; empty for a mixture, a product or a class"))
    cas = NumbersField(label=_("CAS numbers"), max_length=400, help_text=_("between commas"))
    names = LinesField(label=_("Other names"), max_length=4_000, help_text=_("one a line"))
    confidence = _confidence(_("It is"))
    source = _long(_("Rests on"))

    def clean_smiles(self) -> str:
        """Return a structure that can be read."""
        text: str = self.cleaned_data["smiles"].strip()
        try:
            if text:
                parse_structure(text, "smiles")
        except StructureError as error:
            raise ValidationError(gettext("This structure cannot be read: %(why)s") % {"why": error.detail}) from error
        return text

    @property
    def is_used(self) -> bool:
        """Say whether a substance is described."""
        return bool(self.cleaned_data.get("key") or self.cleaned_data.get("name"))


class NewActForm(FactsForm):
    """An act that is not held yet; left empty where it is."""

    key = _new_key(80)
    authority = forms.ChoiceField(label=_("Authority"), required=False, choices=_authorities, widget=forms.Select(DATA))
    kind = _short(40, _("Kind"), help_text=_("regulation, order, announcement"))
    title = _long(_("Title"))
    citation = _short(300, _("Citation"))
    adopted_on = IsoDayField(label=_("Adopted"))
    published_on = IsoDayField(label=_("Published"))
    url = forms.URLField(label=_("Address"), required=False, max_length=400, assume_scheme="https")
    confidence = _confidence(_("It is"))
    source = _long(_("Rests on"))

    @property
    def is_used(self) -> bool:
        """Say whether an act is described."""
        return bool(self.cleaned_data.get("key"))


class ConditionForm(FactsForm):
    """A condition of a listing; without its words it is none."""

    key = forms.CharField(required=False, max_length=160, widget=forms.HiddenInput)
    required = _long(_("As the law puts it"), most=2_000)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=CONDITIONS)
    effect = forms.ChoiceField(label=_("When met, it"), required=False, choices=EFFECTS)
    limit = _short(60, _("Limit"))
    unit = _short(12, _("Unit"))
    period = _short(40, _("Period"))
    basis = _short(60, _("Measured as"))
    operations = WordsField(label=_("Movements"), choices=MOVEMENTS)
    confidence = _confidence(_("It is"))
    citation = _short(300, _("Place"))
    source = _long(_("Rests on"))
    note = _long(_("Note"))


class ConditionFormSet(forms.BaseFormSet):  # type: ignore[type-arg] # of `ConditionForm`
    """The conditions of one listing."""

    def to_facts(self, event: str) -> list[dict[str, Any]]:
        """Return the conditions with words, each under a key.

        One that a person adds to an event has a key of the event, its kind and its place; without an event, none yet.
        """
        facts = [form.cleaned_data for form in self if form.cleaned_data.get("required")]
        keys = [f"{event}/{condition['kind'].replace('_', '-')}-{place}" for place, condition in enumerate(facts, 1)]
        return [
            {**condition, "key": condition["key"] or (key if event else "")}
            for condition, key in zip(facts, keys, strict=True)
        ]


ConditionForms = cast(
    "type[ConditionFormSet]",
    forms.formset_factory(ConditionForm, formset=ConditionFormSet, extra=1, max_num=12, validate_max=True),
)


class WithdrawForm(forms.Form):
    """Whether an event never was so."""

    withdraw = forms.BooleanField(required=False)


class EntryForm(FactsForm):
    """On which entry of its list a change bears: the machine may have found none, or another."""

    entry = forms.ChoiceField(label=_("Entry"), widget=forms.Select(DATA))

    def __init__(self, *args: Any, entries: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["entry"].choices = [("", gettext("choose one")), *entries]  # type: ignore[attr-defined] # a choice field


class SubstanceForm(FactsForm):
    """Which substance a new entry is."""

    substance = SubstanceField(
        label=_("Substance"), max_length=200, help_text=_("its key, a CAS number, or a name as held")
    )
