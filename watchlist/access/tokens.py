"""Issue, rotate and revoke tokens. Each is shown once; of what was issued only the hash is held."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.access.contract_versions import VERSIONS, newest_version
from watchlist.access.models import Token
from watchlist.access.scopes import BY_KEY, in_order, open_to
from watchlist.engine.errors import CorrectTheQuestion

LIFETIME: Final = timedelta(days=30)
LONGEST_LIFETIME: Final = timedelta(days=366)
OVERLAP: Final = timedelta(hours=1)
MOST: Final = 20
"""Live tokens of one user."""
KEPT: Final = ("name", "scopes", "lineage", "calls_per_minute", "lines_per_day", "contract_version", "is_test")
"""What a successor has of the token before it."""
TEST_SCOPES: Final = frozenset({"screen", "read_lists"})
"""What a test token may be for: it screens fixed goods, and reads the law."""
SELDOM: Final = timedelta(minutes=1)


@transaction.atomic
def issue(
    *,
    user: AbstractBaseUser,
    scopes: Collection[str],
    actor: str,
    name: str = "",
    lifetime: timedelta = LIFETIME,
    calls_per_minute: int | None = None,
    lines_per_day: int | None = None,
    contract_version: str | None = None,
    is_test: bool = False,
) -> tuple[Token, str]:
    """Return a new token and its text; limits of its own stand in place of those of every token.

    Its answers keep to a version of the contract, the newest unless one is given. Raises `CorrectTheQuestion` for a
    version that is unknown, for a scope that the user's rights do not allow, or a test token, and for too many tokens.
    """
    version = newest_version() if contract_version is None else contract_version
    if version not in VERSIONS:
        raise CorrectTheQuestion(_("the contract has no such version: %(known)s."), known=", ".join(VERSIONS))
    if is_test and (beyond := [key for key in in_order(scopes).split() if key not in TEST_SCOPES]):
        raise CorrectTheQuestion(_("a test token cannot be for %(beyond)s."), beyond=", ".join(beyond))
    allowed = open_to(user)
    if refused := [key for key in scopes if key not in allowed]:
        raise CorrectTheQuestion(
            _("this user has not the rights for %(refused)s: open to him are %(open)s."),
            refused=", ".join(refused),
            open=", ".join(allowed) or _("none"),
        )
    now = datetime.now(UTC)
    if Token.objects.filter(user=user, expiry__gt=now).count() >= MOST:
        raise CorrectTheQuestion(_("this user has %(most)s live tokens: revoke one first."), most=MOST)
    limits = {"calls_per_minute": calls_per_minute, "lines_per_day": lines_per_day}
    kind = {"contract_version": version, "is_test": is_test}
    fields = {"name": name.strip(), "scopes": in_order(scopes), **limits, **kind}
    token, text = Token.objects.create(user=user, expiry=lifetime, **fields)
    _audit(token, "issue_token", actor, now, {"scopes": token.scopes, "until": token.expiry, **limits, **kind}, [token])
    return token, text


@transaction.atomic
def rotate(*, token: Token, actor: str, overlap: timedelta = OVERLAP) -> tuple[Token, str]:
    """Return a successor with the same name, scopes and lifetime, and its text; the old one ends after `overlap`.

    Raises `CorrectTheQuestion` where it has a successor: that one is to be replaced.
    """
    now = datetime.now(UTC)
    if Token.objects.filter(lineage=token.lineage, created__gt=token.created).exists():
        raise CorrectTheQuestion(_("this token has a successor: replace that one."))
    lifetime = token.expiry - token.created if token.expiry else LIFETIME
    kept = {name: getattr(token, name) for name in KEPT}
    successor, text = Token.objects.create(user=token.user, expiry=lifetime, **kept)
    ends = min(token.expiry or now + overlap, now + overlap)
    Token.objects.filter(pk=token.pk).update(expiry=ends)
    _audit(token, "rotate_token", actor, now, {"successor": successor.token_key, "ends": ends}, [token, successor])
    return successor, text


@transaction.atomic
def revoke(*, token: Token, actor: str) -> None:
    """End a token at once."""
    now = datetime.now(UTC)
    Token.objects.filter(pk=token.pk).delete()
    _audit(token, "revoke_token", actor, now, {}, [token])


@transaction.atomic
def revoke_all(*, user: AbstractBaseUser, actor: str) -> int:
    """End every token of a user at once, and return how many there were."""
    tokens = list(Token.objects.filter(user=user).order_by("created", "pk"))
    for token in tokens:
        revoke(token=token, actor=actor)
    return len(tokens)


@transaction.atomic
def revoke_beyond_rights(*, user: AbstractBaseUser, actor: str) -> int:
    """End the tokens of a user that have a scope which their rights no longer allow, and return how many there were.

    Such a scope does nothing; but it would again, as soon as the right came back.
    """
    allowed = set(open_to(user))
    beyond = [token for token in Token.objects.filter(user=user) if set(token.scopes.split()) - allowed]
    for token in beyond:
        revoke(token=token, actor=actor)
    return len(beyond)


def note_use(token: Token, now: datetime) -> None:
    """Keep when a token was last used, to the minute."""
    if token.last_used_at is None or now - token.last_used_at >= SELDOM:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)


def meanings() -> dict[str, str]:
    """Return the meaning of each scope by its key."""
    return {key: scope.meaning for key, scope in BY_KEY.items()}


def _audit(  # noqa: PLR0917 - the facts of one event
    token: Token, verb: str, actor: str, at: datetime, payload: Mapping[str, Any], rows: Collection[Token]
) -> None:
    key, facts = token.token_key, {"user": token.user.get_username(), "name": token.name, **payload}
    audit.append(actor=actor, verb=verb, target_kind="token", target_key=key, payload=facts, at=at, rows=rows)
