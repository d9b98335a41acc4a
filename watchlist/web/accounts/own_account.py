"""A person's own account: the change of their password; their sessions and tokens, each of which they can end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from unfold.forms import AdminOwnPasswordChangeForm

from watchlist.access import (
    Token,
    comes_by_provider,
    end_session,
    end_sessions,
    in_words,
    is_temporary,
    open_sessions,
    record_password_set,
    revoke,
)
from watchlist.middleware import PASSWORD_DUE
from watchlist.web.accounts.log_in import back_of, frame_of


class OwnPassword(AdminOwnPasswordChangeForm):  # type: ignore[misc]  # the package has no annotations
    """The old password, and the new one twice: it must be different."""

    def clean(self) -> dict[str, Any]:
        """Refuse the password that the account has."""
        fields: dict[str, Any] = super().clean() or self.cleaned_data
        if fields.get("new_password1") and self.user.check_password(fields["new_password1"]):
            self.add_error("new_password1", ValidationError(_("This is the password that you have."), code="same"))
        return fields


class SetPassword(PasswordChangeView):
    """The form, and the change."""

    form_class = OwnPassword
    template_name = "watchlist/web/own_password.html"
    success_url = reverse_lazy("entry:sessions")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say where the password is set of who comes by the provider: they have none here."""
        if request.user.is_authenticated and comes_by_provider(request.user):
            messages.info(request, _("You log in by the provider of your house: your password is set there."))
            return redirect("entry:sessions")
        return cast(HttpResponse, super().dispatch(request, *args, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the frame of the pages asks for."""
        temporary = is_temporary(cast(User, self.request.user))
        return {
            **super().get_context_data(**kwargs),
            **frame_of(self.request),
            "temporary": temporary,
            "back": back_of(self.request),
        }

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password, and end every other session and every token of the person."""
        answer = super().form_valid(form)
        person, session = cast(User, self.request.user), self.request.session.session_key or ""
        record_password_set(user=person, actor=person.get_username(), session=session)
        self.request.session.pop(PASSWORD_DUE, None)
        messages.success(
            self.request, _("Your password is changed. Your other sessions and all your tokens have ended.")
        )
        return answer


class OwnRowForm(forms.Form):
    """The session or the token of their own that a person ends."""

    session = forms.CharField(required=False)
    token = forms.CharField(required=False)

    @classmethod
    def key(cls, request: HttpRequest, name: str) -> str:
        """Return the key that was sent; "" for what can be none."""
        form = cls(request.POST)
        return form.cleaned_data.get(name, "") if form.is_valid() else ""


@never_cache
@login_required
@require_safe
def sessions_page(request: HttpRequest) -> HttpResponse:
    """Show the reader's own sessions and tokens."""
    user, this = cast(User, request.user), request.session.session_key or ""
    is_live = Q(expiry__isnull=True) | Q(expiry__gt=datetime.now(UTC))
    context = {
        **frame_of(request),
        "title": _("My sessions and tokens"),
        "sessions": [(in_words(row.browser, row.system), row) for row in open_sessions(user=user, this=this)],
        "tokens": Token.objects.filter(is_live, user=user).order_by("-created", "token_key"),
    }
    return render(request, "watchlist/web/own_sessions.html", context)


@login_required
@require_POST
def end_session_page(request: HttpRequest) -> HttpResponse:
    """End one of the reader's own sessions."""
    user = cast(User, request.user)
    if not end_session(user=user, reference=OwnRowForm.key(request, "session"), actor=user.get_username()):
        raise Http404("no session of this person")
    messages.success(request, _("The session has ended."))
    return redirect("entry:sessions")


@login_required
@require_POST
def end_others_page(request: HttpRequest) -> HttpResponse:
    """End every session of the reader but this one."""
    user, this = cast(User, request.user), request.session.session_key or ""
    ended = end_sessions(user=user, actor=user.get_username(), but=this)
    counted = ngettext("%(n)d other session has ended.", "%(n)d other sessions have ended.", ended)
    messages.success(request, counted % {"n": ended})
    return redirect("entry:sessions")


@login_required
@require_POST
def end_token_page(request: HttpRequest) -> HttpResponse:
    """End one of the reader's own tokens."""
    user = cast(User, request.user)
    token = get_object_or_404(Token, user=user, token_key=OwnRowForm.key(request, "token"))
    revoke(token=token, actor=user.get_username())
    messages.success(request, _("The token has ended."))
    return redirect("entry:sessions")
