"""Log-in by name and password: a hash of an earlier kind is made anew then, and the trail is told of the new row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest

from watchlist.audit import chain
from watchlist.audit.row_verifying import is_as_told


class PasswordBackend(ModelBackend):
    """Django's own, which alone writes a row of a person when they log in."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """Return whose name and password these are; None where they are nobody's."""
        stored = User.objects.filter(username=username).first()
        if stored is None or not _is_of_an_earlier_kind(stored):
            return super().authenticate(request, username=username, password=password, **kwargs)
        with transaction.atomic():
            # Whoever altered the row past the service is not to be hidden by what is told of it now.
            was_as_told = is_as_told(stored)
            user = super().authenticate(request, username=username, password=password, **kwargs)
            if user is not None and was_as_told:
                name, now = stored.get_username(), datetime.now(UTC)
                told: dict[str, Any] = {"target_kind": "user", "target_key": name, "payload": {}, "at": now}
                chain.append(actor=name, verb="renew_password_hash", rows=[stored], **told)
        return user


def _is_of_an_earlier_kind(user: User) -> bool:
    if not user.has_usable_password():
        return False
    try:
        return identify_hasher(user.password).must_update(user.password)
    except ValueError:  # a hash of no kind that is known, which nothing matches
        return False
