"""Log-in by name and password: a hash of an earlier kind is made anew then, and the new row is audited."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.db.models import Model, Q
from django.http import HttpRequest

from watchlist import audit
from watchlist.access.break_glass import may_log_in_here
from watchlist.audit import matches_last_event


class PasswordBackend(ModelBackend):
    """Django's own, which alone writes a row of a person when they log in, and says what rights they have."""

    def get_all_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:
        """Return the rights of a user and of their groups, by one statement where Django asks two; all, of a superuser.

        They are asked once for each request, as Django keeps them.
        """
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous or user_obj.is_superuser:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            granted = Permission.objects.filter(Q(user=user_obj) | Q(group__user=user_obj)).order_by()
            labels = granted.values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{label}.{codename}" for label, codename in labels}
        rights: set[str] = user_obj._perm_cache
        return rights

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """Return whose name and password these are; None where they are nobody's, or of who does not log in here."""
        # Looked at only once the password was: how long a refusal takes does not tell who still logs in here.
        user = self._with_password(request, username, password, **kwargs)
        return user if user is not None and may_log_in_here(user) else None

    def _with_password(
        self, request: HttpRequest | None, username: str | None, password: str | None, **kwargs: Any
    ) -> User | None:
        stored = User.objects.filter(username=username).first()
        if stored is None or not _is_of_an_earlier_kind(stored):
            return super().authenticate(request, username=username, password=password, **kwargs)
        with transaction.atomic():
            # An alteration of the row past the service must not be hidden by an event that vouches for it now.
            was_intact = matches_last_event(stored)
            user = super().authenticate(request, username=username, password=password, **kwargs)
            if user is not None and was_intact:
                name = stored.get_username()
                audit.append(actor=name, verb="renew_password_hash", target_kind="user", target_key=name, rows=[stored])
        return user


def _is_of_an_earlier_kind(user: User) -> bool:
    if not user.has_usable_password():
        return False
    try:
        return identify_hasher(user.password).must_update(user.password)
    except ValueError:  # a hash of no kind that is known, which nothing matches
        return False
