"""Settings with which no process of the service starts, because they are unsafe."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Final

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY: Final = 50
FEWEST_CHARACTERS: Final = 10
"""Different ones, of a key: one that was made at random has more."""
TEMPLATE_PREFIX: Final = "django-insecure-"
"""How Django begins the key of a new project, which stands in its source."""


def check_settings(*, debug: bool, hosts: Sequence[str], bind: str, key: str) -> None:
    """Check the settings that are unsafe at start-up. Raises `ImproperlyConfigured`, which names what to change."""
    if "*" in hosts:
        raise ImproperlyConfigured("WATCHLIST_ALLOWED_HOSTS names each name under which the service is asked: not *.")
    bound = [each.rpartition(":")[0] if ":" in each else each for each in bind.split(",")]
    outside = [name for name in (*hosts, *bound) if not is_here(name)]
    if debug and outside:
        raise ImproperlyConfigured(
            f"WATCHLIST_DEBUG is for one machine, and shows its insides: not where {outside[0]} is answered."
        )
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS or key.startswith(TEMPLATE_PREFIX):
        raise ImproperlyConfigured(
            f"WATCHLIST_SECRET_KEY is made at random, of {SHORTEST_KEY} characters at least: python -c "
            '"import secrets; print(secrets.token_urlsafe(50))"'
        )


def is_here(name: str) -> bool:
    """Say whether only this machine can reach a name or an address."""
    if name in {"localhost", ".localhost"}:
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
