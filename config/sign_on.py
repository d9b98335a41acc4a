"""How people log in, read from the environment: what cannot be meant stops every process when it starts."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.env import env, secret
from config.startup_checks import is_here
from watchlist.access import ROLE_NAMES, LogInPolicy, ProviderPolicy

PREFIX: Final = "WATCHLIST_OIDC_"
NEEDS_ISSUER: Final = ("CLIENT_ID", "CLIENT_SECRET", "CLIENT_SECRET_FILE", "ROLES", "SECOND_FACTOR")
FACTOR_CLAIMS: Final = ("amr", "acr")
DISCOVERY: Final = "/.well-known/openid-configuration"


def log_in_policy_of(*, site_url: str) -> LogInPolicy:
    """Return how people log in. Raises `ImproperlyConfigured`, with a sentence that names what to change."""
    provider, is_open = _provider(site_url), bool(env("WATCHLIST_LOCAL_LOG_IN"))
    break_glass = str(env("WATCHLIST_BREAK_GLASS")).strip()
    if not is_open and provider is None:
        raise ImproperlyConfigured(
            "WATCHLIST_LOCAL_LOG_IN is false without WATCHLIST_OIDC_ISSUER: nobody could log in."
        )
    if not is_open and not break_glass:
        raise ImproperlyConfigured(
            "WATCHLIST_LOCAL_LOG_IN is false without WATCHLIST_BREAK_GLASS: name the account that still logs in here "
            "while the provider is away."
        )
    return LogInPolicy(is_open, break_glass, provider)


def _provider(site_url: str) -> ProviderPolicy | None:
    issuer = str(env("WATCHLIST_OIDC_ISSUER"))
    if not issuer:
        if named := [f"{PREFIX}{name}" for name in NEEDS_ISSUER if env(f"{PREFIX}{name}")]:
            raise ImproperlyConfigured(f"{named[0]} is set without WATCHLIST_OIDC_ISSUER, and so means nothing.")
        return None
    _check_address("WATCHLIST_OIDC_ISSUER", issuer)
    _check_address("WATCHLIST_SITE_URL, to which the provider sends people back,", site_url)
    client_id, client_secret = str(env("WATCHLIST_OIDC_CLIENT_ID")), secret("WATCHLIST_OIDC_CLIENT_SECRET")
    if not client_id or not client_secret:
        raise ImproperlyConfigured(
            "WATCHLIST_OIDC_ISSUER needs WATCHLIST_OIDC_CLIENT_ID and WATCHLIST_OIDC_CLIENT_SECRET: the provider knows "
            "this service by them."
        )
    scopes = tuple(env("WATCHLIST_OIDC_SCOPES"))
    if "openid" not in scopes:
        raise ImproperlyConfigured("WATCHLIST_OIDC_SCOPES names openid among others: without it nobody is identified.")
    return ProviderPolicy(
        issuer=issuer,
        name=str(env("WATCHLIST_OIDC_NAME")),
        client_id=client_id,
        client_secret=client_secret,
        scopes=scopes,
        groups_claim=str(env("WATCHLIST_OIDC_GROUPS_CLAIM")),
        roles=_roles(),
        second_factor=_second_factor(),
        is_bound=env("WATCHLIST_OIDC_BOUND_BY_TOKEN"),
        contact=str(env("WATCHLIST_OIDC_CONTACT")),
        ca_file=_ca_file(),
    )


def _check_address(name: str, address: str) -> None:
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_here(parts.hostname or ""))
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{name} is an address under https (http on this machine alone): {address!r} is not."
        )
    if address.rstrip("/").endswith(DISCOVERY):
        raise ImproperlyConfigured(f"{name} is the issuer itself: leave {DISCOVERY} off, it is added.")


def _roles() -> dict[str, tuple[str, ...]]:
    """Return our groups by those of the provider: `their group=Ours+Ours too`."""
    mapped = {theirs: tuple(ours.split("+")) for theirs, ours in env("WATCHLIST_OIDC_ROLES").items()}
    unknown = sorted({name for names in mapped.values() for name in names} - ROLE_NAMES)
    if unknown:
        raise ImproperlyConfigured(
            f"WATCHLIST_OIDC_ROLES maps to {unknown[0]!r}, which is no role: {', '.join(sorted(ROLE_NAMES))}."
        )
    return mapped


def _second_factor() -> frozenset[tuple[str, str]]:
    pairs = [tuple(text.split("=", 1)) for text in env("WATCHLIST_OIDC_SECOND_FACTOR")]
    for pair in pairs:
        if len(pair) != 2 or pair[0] not in FACTOR_CLAIMS or not pair[1]:
            raise ImproperlyConfigured("WATCHLIST_OIDC_SECOND_FACTOR names claims and values: amr=mfa,acr=gold.")
    return frozenset((claim, value) for claim, value in pairs)


def _ca_file() -> str:
    file = str(env("WATCHLIST_OIDC_CA_FILE"))
    if file and not Path(file).is_file():
        raise ImproperlyConfigured("WATCHLIST_OIDC_CA_FILE names no file.")
    return file
