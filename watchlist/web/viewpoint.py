"""The viewpoint of a page on the law, out of its address, else today and now; and the frame of every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.law import CompiledLaw
from watchlist.law_store import law_known_at
from watchlist.web import words

View = Callable[..., HttpResponseBase]
FORBIDDEN = 403


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A day and a law; `chosen` holds those of the two that are in the address, for links."""

    day: date
    law: CompiledLaw
    chosen: dict[str, str]

    @property
    def is_today(self) -> bool:
        """Return whether this is the law of today, as known now."""
        return self.day == words.today() and self.law is law_known_at()

    @property
    def on(self) -> str:
        """Return the day in words."""
        return words.day(self.day)

    @property
    def known_label(self) -> str:
        """Return the instant in words."""
        return words.instant(self.law.known_at)

    @property
    def query(self) -> str:
        """Return the query string for links to other pages of the law: "" for today's."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""


def viewpoint(request: HttpRequest) -> Viewpoint:
    """Return the viewpoint of a request. Raises `CorrectTheQuestion` for what is no day or instant, or not known."""
    chosen = {name: value for name in ("as_of", "known_at") if (value := request.GET.get(name, "").strip())}
    return Viewpoint(_day(chosen.get("as_of", "")), law_known_at(_instant(chosen.get("known_at", ""))), chosen)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else words.today()
    except ValueError:
        raise CorrectTheQuestion(_("“%(text)s” is no day: write it as 2026-01-31."), text=text)


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise CorrectTheQuestion(_("“%(text)s” is no instant: write it as 2026-01-31T09:14, in UTC."), text=text)
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


def render_page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> TemplateResponse:
    """Return a page inside the admin's frame."""
    framed = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, f"watchlist/web/{template}", framed, status=status)


def refusal_page(request: HttpRequest, error: CorrectTheQuestion) -> HttpResponse:
    """Return the page that explains why a question cannot be answered."""
    return render_page(
        request, "law_refused.html", status=400, title=_("Not answered"), error=error.message, path=request.path
    )


def reader_of(request: HttpRequest) -> User:
    """Return the user of a request: on a page of the admin nobody is anonymous."""
    assert isinstance(request.user, User)
    return request.user


def law_page(permission: str) -> Callable[[View], View]:
    """Make a view an admin page: the log-in for outsiders, 403 without `permission`, 400 for a wrong question."""

    def framed(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            try:
                return view(request, *args, **kwargs)
            except CorrectTheQuestion as error:
                return refusal_page(request, error)

        page: View = admin.site.admin_view(answer)
        return page

    return framed


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page, inside the frame of the others."""
    return render_page(request, "forbidden.html", status=FORBIDDEN, title=_("Not for this account")).render()
