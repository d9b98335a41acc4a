"""Form fields that look up what a curator types: substances, acts, numbers. Each fault is a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from chemistry import CasError, normalise_cas
from watchlist.engine.law import find_named
from watchlist.engine.reports import visible
from watchlist.law_store import Instrument, law_known_at
from watchlist.substances import Description, Identifier

MOST_OFFERED: Final = 5
"""Close matches that a message names."""
NO_SUBSTANCE: Final = (
    gettext_lazy("“%(text)s” is no substance that is held; there is %(offered)s."),
    gettext_lazy("“%(text)s” is no substance that is held: describe it below."),
)
NO_ACT: Final = (
    gettext_lazy("“%(text)s” is no act that is held; there is %(offered)s."),
    gettext_lazy("“%(text)s” is no act that is held: describe it below."),
)
"""The message where something is close, and the one where nothing is."""


class IsoDayField(forms.DateField):
    """A day as ISO writes it; "" in JSON's way (None) where none is given."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(required=False, input_formats=["%Y-%m-%d"], widget=widget, **options)

    def clean(self, value: Any) -> str | None:
        """Return the day in ISO 8601, or None."""
        day: date | None = super().clean(value)
        return day.isoformat() if day else None


class OptionalTextField(forms.CharField):
    """A text that may be left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)


class SubstanceField(OptionalTextField):
    """A held substance by its key, its CAS number or any of its names; "" where none is given."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return substance_key_of(text) if text else ""


class SubstancesField(OptionalTextField):
    """Held substances, between commas."""

    def clean(self, value: Any) -> str:
        """Return their keys with spaces between, as a listing keeps them."""
        return " ".join(substance_key_of(part.strip()) for part in super().clean(value).split(",") if part.strip())

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value.split()) if isinstance(value, str) and "," not in value else value


class ActField(OptionalTextField):
    """A held act by its key or its citation; "" where none is given."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        acts = Instrument.objects.current()
        keys = set(acts.filter(key=text).values_list("key", flat=True))
        keys = keys or set(acts.filter(citation__iexact=text).values_list("key", flat=True))
        if len(keys) != 1:
            close = acts.filter(citation__icontains=text).values_list("key", flat=True)[:MOST_OFFERED]
            raise ValidationError(_not_found(NO_ACT, text, close))
        return str(keys.pop())


class NumbersField(OptionalTextField):
    """CAS numbers, between commas or one a line."""

    def clean(self, value: Any) -> list[str]:
        parts = super().clean(value).replace("\n", ",").split(",")
        return [_number(part.strip()) for part in parts if part.strip()]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value


class LinesField(OptionalTextField):
    """Texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class WordsField(forms.MultipleChoiceField):
    """Words of a fixed vocabulary, which are kept with spaces between."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> str:
        """Return the words in the order in which the page has them."""
        return " ".join(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return value.split() if isinstance(value, str) else value


def substance_key_of(text: str) -> str:
    """Return the key of the substance that is meant. Raises `ValidationError`, which names those that are close."""
    descriptions = Description.objects.current()
    if descriptions.filter(substance__key=text).exists():
        return text
    numbers = Identifier.objects.current().filter(scheme="cas", value=text)
    keys = set(numbers.values_list("substance__key", flat=True))
    matches = find_named(law_known_at(), text) if not keys else ()
    keys = keys or {match.substance for match in matches if match.match == "exact"}
    if len(keys) != 1:
        close = sorted(keys) or [match.substance for match in matches]
        raise ValidationError(_not_found(NO_SUBSTANCE, text, close[:MOST_OFFERED]))
    return str(keys.pop())


def _not_found(messages: tuple[Promise, Promise], text: str, close: Iterable[str]) -> str:
    offered, (among_others, alone) = ", ".join(close), messages
    return str(among_others if offered else alone) % {"text": visible(text[:80]), "offered": offered}


def _number(text: str) -> str:
    try:
        return normalise_cas(text)
    except CasError as error:
        raise ValidationError(
            _("“%(text)s” is no CAS number: %(why)s.") % {"text": visible(text[:40]), "why": error.detail}
        ) from error
