"""The page to change one's own password: recorded in the audit trail, it ends other sessions and all tokens."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from unfold.forms import AdminOwnPasswordChangeForm

from watchlist.access.accounts import record_password_set
from watchlist.access.temporary_passwords import is_temporary
from watchlist.middleware.second_factor import PASSWORD_DUE
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
