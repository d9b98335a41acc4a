"""Fields and forms that several subjects have: where Django's own refuse what a page takes, for lists, for verbs."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from datetime import date
from typing import Any, ClassVar, Final, Self, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from watchlist.engine.errors import CorrectTheQuestion, WatchlistError
from watchlist.engine.reports import visible
from watchlist.web.viewpoint import reader_of

Done = TypeVar("Done")

GREATEST: Final = 2**63 - 1
"""The greatest number that a database takes for a key: SQLite raises for one beyond, wherever it stands."""


def may_be_key(model: type[Model], text: str) -> bool:
    """Say whether a text may be the key of a row of a model, there or not."""
    try:
        key = model._meta.pk.to_python(text)
    except ValidationError:
        return False
    return not isinstance(key, int) or abs(key) <= GREATEST


def key_in(text: str) -> int | None:
    """Return the key that a text is, of rows whose key is a number; None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def optional_text() -> forms.CharField:
    """Return a field of text that may be left empty: whoever stores it says what is missing."""
    return forms.CharField(required=False)


class DayField(forms.CharField):
    """A day as a date picker sends it, 2026-01-31; None where none is given."""

    def clean(self, value: Any) -> date | None:
        written = super().clean(value)
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            raise ValidationError(_("“%s” is no day: write it as 2026-01-31.") % written)


class ClippedTextField(forms.CharField):
    """A text that may be left out; what is longer than `most` is cut, and no text is refused."""

    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.most = most

    def to_python(self, value: Any) -> str:
        """Return the text without white space around it."""
        return str(super().to_python(value)).replace("\0", "\ufffd")[: self.most]


class WordField(forms.Field):
    """One of some words; `otherwise` for any other."""

    def __init__(self, known_words: Container[str], otherwise: str = "") -> None:
        super().__init__(required=False)
        self.known_words, self.otherwise = known_words, otherwise

    def clean(self, value: Any) -> str:
        return value if value in self.known_words else self.otherwise


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # of rows of any model
    """Rows by their keys, none where none is named."""

    def clean(self, value: Any) -> QuerySet[Any]:
        """Return the rows. Raises `ValidationError` for a key of no row of the queryset."""
        assert self.queryset is not None
        if not all(may_be_key(self.queryset.model, key) for key in value or ()):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class ButtonField(forms.Field):
    """Whether a button of a form was pressed, whatever its value."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> bool:
        return value is not None


class FilterForm(forms.Form):
    """What a list is narrowed by: the query of its address. `paged_by` is the parameter that turns its pages."""

    data: QueryDict
    paged_by: ClassVar[str] = ""

    @classmethod
    def from_address(cls, request: HttpRequest, **options: Any) -> Self:
        """Return the filters of a request. Raises `CorrectTheQuestion` with the first thing that is wrong in them."""
        form = cls(request.GET, **options)
        cleaned(form)
        return form

    @property
    def query(self) -> list[tuple[str, str]]:
        """Return the query of links that keep the filters: all of it but the page."""
        lists = self.data.lists()
        return [(name, value) for name, values in lists for value in values if value and name != self.paged_by]


def form_errors(form: forms.Form) -> Iterator[str]:
    """Yield the errors of a form, one sentence each, with the label of the field."""
    yield from map(str, form.non_field_errors())
    for field in form:
        yield from (f"{field.label}: {error}" for error in field.errors)


def cleaned(form: forms.Form) -> dict[str, Any]:
    """Return the fields of a form. Raises `CorrectTheQuestion` with the first thing that is wrong in it."""
    if form.is_valid():
        return form.cleaned_data
    raise CorrectTheQuestion(next(str(message) for errors in form.errors.values() for message in errors))


class VerbForm(forms.Form):
    """A form for a verb, which refuses what no field can know: its refusal is an error of the form."""

    @classmethod
    def from_request(cls, request: HttpRequest) -> Self:
        """Return the form as it was sent; an empty one where the page is only looked at."""
        return cls(request.POST) if request.method == "POST" else cls()

    def attempt(self, verb: Callable[[], Done]) -> Done | None:
        """Return what the verb does where the fields are valid; None where they or the verb refuse."""
        if not self.is_valid():
            return None
        try:
            return verb()
        except WatchlistError as error:
            self.add_error(None, visible(error.message))
            return None

    @property
    def refusal(self) -> str:
        """Return the first error; "" without one, and before the form was sent."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")


class ReasonForm(VerbForm):
    """A reason. The verb says where one is needed, and for what."""

    note = optional_text()


class SecondAnswerForm(ReasonForm):
    """The answer of a second person, with a reason."""

    answer = optional_text()

    @property
    def agreed(self) -> bool:
        """Return whether they agreed; whatever else was sent is a refusal."""
        return self.cleaned_data["answer"] in ("agree", "agreed")


def attempt_act(request: HttpRequest, form: VerbForm, verb: Callable[[], Done]) -> Done | None:
    """Return what a verb does; where it is refused, None, and the page that follows shows why."""
    done = form.attempt(verb)
    if form.refusal:
        messages.error(request, form.refusal)
    return done


def answer_rights(request: HttpRequest, asked_by: int, *, may: bool) -> dict[str, bool]:
    """Return, where an answer may be given, whether the reader gives it, or asked and waits for another person."""
    is_own = asked_by == reader_of(request).pk
    return {"is_own": may and is_own, "may_answer": may and not is_own}
