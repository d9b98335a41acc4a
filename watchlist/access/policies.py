"""How people of this house log in, as the settings say: by a password here, or by the provider of the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings


@dataclass(frozen=True, slots=True)
class ProviderPolicy:
    """The provider of OpenID Connect that the house trusts, and what of its claims counts here.

    `roles`: by a group of the provider, the groups of ours that it gives. `second_factor`: pairs of a claim (amr, acr)
    and a value that says that a second factor was shown. `is_bound`: no session outlives the token that opened it.
    """

    issuer: str
    name: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...]
    groups_claim: str
    roles: Mapping[str, tuple[str, ...]] = field(hash=False)
    second_factor: frozenset[tuple[str, str]]
    is_bound: bool
    contact: str
    ca_file: str

    @property
    def groups(self) -> frozenset[str]:
        """Return the groups of ours that follow the provider."""
        return frozenset(group for groups in self.roles.values() for group in groups)


@dataclass(frozen=True, slots=True)
class LogInPolicy:
    """Who may log in by a password, all or the break-glass account alone; and the provider, where there is one."""

    is_local_open: bool = True
    break_glass: str = ""
    provider: ProviderPolicy | None = None


def log_in_policy() -> LogInPolicy:
    """Return how people of this house log in."""
    policy: LogInPolicy = settings.LOG_IN_POLICY
    return policy


def provider_policy() -> ProviderPolicy | None:
    """Return the provider that the house trusts; None where people log in here alone."""
    return log_in_policy().provider


def is_break_glass(name: str) -> bool:
    """Say whether an account is the one for when the provider cannot be reached."""
    return bool(name) and name == log_in_policy().break_glass
