"""What a user may read."""

from __future__ import annotations

from rest_framework.request import Request

from watchlist.access import Token, User, permitted
from watchlist.screenings import Screening


def may_read(user: User, screening: Screening) -> bool:
    """Say whether the user made the screening, or may read everybody's."""
    return screening.made_by == user.get_username() or permitted(user, "watchlist.view_screening")


def sees_reasons(request: Request) -> bool:
    """Say whether the token is shown why something is near a boundary or resembles a listed substance."""
    return isinstance(request.auth, Token) and request.auth.may("review_cases")
