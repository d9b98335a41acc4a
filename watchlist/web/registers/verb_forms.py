"""Forms whose fields a verb takes: what the form or its verb refuses is told on the page in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self, TypeVar

from django.contrib import messages
from django.forms import CharField, Form
from django.http import HttpRequest

from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import visible
from watchlist.web.viewpoint import reader_of

Done = TypeVar("Done")


class VerbForm(Form):
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

    note = CharField(required=False)


class SecondAnswerForm(ReasonForm):
    """The answer of a second person, with a reason."""

    answer = CharField(required=False)

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
