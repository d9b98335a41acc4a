"""Where a person sets a password of his own: the admin's page, told to the trail."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordChangeView
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy
from unfold.forms import AdminOwnPasswordChangeForm

from watchlist.access.accounts import password_was_set
from watchlist.admin.log_in import frame_of


class SetPassword(PasswordChangeView):
    """The form, and the change."""

    form_class = AdminOwnPasswordChangeForm
    success_url = reverse_lazy("admin:password_change_done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the frame of the pages asks for."""
        return {**super().get_context_data(**kwargs), **frame_of(self.request)}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password, and end every other session and every token of the person."""
        answer = super().form_valid(form)
        person, session = cast(User, self.request.user), self.request.session.session_key or ""
        password_was_set(user=person, actor=person.get_username(), session=session)
        return answer
