"""People with the rights that they have in the database now: who was deactivated decides nothing."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from watchlist.access.scopes import permitted
from watchlist.errors import AskForTheRight


def person_with_right(actor: User, *rights: str) -> User:
    """Return the person, read anew, who has one of some rights: so a call from a shell without it is refused too.

    Raises `AskForTheRight`.
    """
    person = User.objects.filter(pk=actor.pk, is_active=True).first()
    if person is None or not any(permitted(person, right) for right in rights):
        raise AskForTheRight(_("%(actor)s may not do that."), actor=actor)
    return person
