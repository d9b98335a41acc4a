"""The rights of officers that several subjects ask for. Who has them: the groups of the house."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from watchlist.access.scopes import permitted
from watchlist.errors import AskForTheRight

WORK: Final = "watchlist.work_cases"
SECOND: Final = "watchlist.second_cases"
DECIDES: Final = (
    WORK,
    SECOND,
    "watchlist.report_cases",
    "watchlist.manage_authorisations",
    "watchlist.hold_shipments",
    "watchlist.erase_persons",
    "watchlist.change_boundaryevent",
    "watchlist.propose_changes",
    "watchlist.approve_changes",
    "watchlist.collect_lists",
    "watchlist.keep_house_lists",
    "watchlist.open_house_lists",
)
"""What decides on shipments and persons, or curates the law or a list of the house: whoever has one of these should
have a second factor.
"""


def person_with_right(actor: User, *rights: str) -> User:
    """Return the person, read anew, who has one of some rights: so a call from a shell without it is refused too.

    Raises `AskForTheRight`.
    """
    person = User.objects.filter(pk=actor.pk, is_active=True).first()
    if person is None or not any(permitted(person, right) for right in rights):
        raise AskForTheRight(_("%(actor)s may not do that."), actor=actor)
    return person
