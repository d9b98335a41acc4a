"""Who the provider says that somebody is: the claims of a verified token, taken apart into facts, each of its type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from watchlist.access import ProviderPolicy

LONGEST_NAME: Final = 150
LONGEST_ADDRESS: Final = 254
MOST_GROUPS: Final = 10_000


@dataclass(frozen=True, slots=True)
class ProviderIdentity:
    """A person as a token names them. Issuer and subject alone say who it is; the rest may be anybody's.

    `authenticated_at`: when they last logged in there, in seconds since 1970; None where the provider does not say.
    `session`: the provider's name of its session, "" for none.
    """

    issuer: str
    subject: str
    username: str
    first_name: str
    last_name: str
    email: str
    groups: frozenset[str]
    has_second_factor: bool
    authenticated_at: float | None
    expires_at: float
    session: str
    id_token: str = field(repr=False)


def identity_of(claims: Mapping[str, object], policy: ProviderPolicy, id_token: str) -> ProviderIdentity:
    """Return who the claims of a token name; a claim of another type than it should have counts as missing."""
    is_address_doubtful = claims.get("email_verified") is False
    return ProviderIdentity(
        issuer=policy.issuer,
        subject=_text(claims, "sub", LONGEST_ADDRESS + 1),
        username=_text(claims, "preferred_username", LONGEST_NAME),
        first_name=_text(claims, "given_name", LONGEST_NAME),
        last_name=_text(claims, "family_name", LONGEST_NAME),
        email="" if is_address_doubtful else _address(claims),
        groups=frozenset(_texts(claim_at(claims, policy.groups_claim))[:MOST_GROUPS]),
        has_second_factor=any(value in _texts(claims.get(name)) for name, value in policy.second_factor),
        authenticated_at=_number(claims, "auth_time"),
        expires_at=_number(claims, "exp") or 0.0,
        session=_text(claims, "sid", LONGEST_ADDRESS),
        id_token=id_token,
    )


def claim_at(claims: Mapping[str, object], name: str) -> object:
    """Return the claim of a name, or what stands where its points lead: `realm_access.roles`; None where neither is."""
    if name in claims:
        return claims[name]
    at: object = claims
    for part in name.split("."):
        at = at.get(part) if isinstance(at, Mapping) else None
    return at


def _text(claims: Mapping[str, object], name: str, most: int) -> str:
    value = claims.get(name)
    return value.replace("\0", "").strip()[:most] if isinstance(value, str) else ""


def _address(claims: Mapping[str, object]) -> str:
    text = _text(claims, "email", LONGEST_ADDRESS + 1)
    is_address = "@" in text and len(text) <= LONGEST_ADDRESS and not any(sign.isspace() for sign in text)
    return text if is_address else ""


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _number(claims: Mapping[str, object], name: str) -> float | None:
    value = claims.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
