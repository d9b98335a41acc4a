"""The second factor of a person: an authenticator that shows a code every half minute, and ten codes on paper."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction

from watchlist.access.devices import (
    DIGITS,
    KEY_BYTES,
    PAPER_BYTES,
    Authenticator,
    PaperCode,
    PaperCodes,
    Sealed,
    digest_of,
    random_code,
)
from watchlist.access.rights import DECIDES
from watchlist.access.sessions import end_sessions
from watchlist.audit import chain
from watchlist.conf import second_factor_required_of

CODES: Final = 10
PAPER, AUTHENTICATOR = "paper", "authenticator"


def has_one(user: User) -> bool:
    """Say whether a person has an authenticator that was shown to work."""
    return bool(Authenticator.objects.filter(user=user, confirmed=True).exists())


def must_have_one(user: User) -> bool:
    """Say whether a person must have a second factor, as the house requires it: by default whoever decides."""
    required = second_factor_required_of()
    if required == "none":
        return False
    return (required == "all" and user.is_staff) or any(user.has_perm(right) for right in DECIDES)


@transaction.atomic
def offered(*, user: User) -> tuple[Authenticator, bytes]:
    """Return the authenticator that a person is setting up, and its key: that which waits for its first code, or one
    made now, where none waits or its key can be read no more.
    """
    waiting = Authenticator.objects.select_for_update().filter(user=user, confirmed=False).first()
    if waiting is None or waiting.opened() is None:
        made = {"name": AUTHENTICATOR, "secret": Authenticator.sealed(os.urandom(KEY_BYTES), user.pk)}
        waiting, _ = Authenticator.objects.update_or_create(user=user, confirmed=False, defaults=made)
    key = waiting.opened()
    assert key is not None  # it was read, or sealed, just now
    return waiting, key


def take(*, user: User, code: str, session: str = "") -> tuple[Authenticator, list[str]] | None:
    """Take the authenticator that shows the right code in place of any before it; None where the code is not right.

    Returned with it are the codes on paper, which are shown this once. Every session but `session` ends: another may
    be somebody's who has the password, and was never asked for this.
    """
    with transaction.atomic():
        device = Authenticator.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or not device.verify_token(_read(code)):
            return None
        Authenticator.objects.filter(user=user, confirmed=True).delete()
        device.confirmed = True
        device.save()
        codes = _new_codes(user)
        _told(user, "take_second_factor", user)
        end_sessions(user=user, actor=user.get_username(), but=session)
        return device, codes


def verified(*, user: User, code: str) -> Sealed | None:
    """Return what of a person's shows a code: the authenticator, or the paper, whose code is used up; else None.

    A wrong code makes the next wait, twice as long each time.
    """
    typed = _read(code)
    kind: type[Sealed] = Authenticator if len(typed) == DIGITS else PaperCodes
    with transaction.atomic():
        device: Sealed | None = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device if device is not None and device.verify_token(typed) else None


@transaction.atomic
def renew_codes(*, user: User) -> list[str]:
    """Return new codes on paper, shown this once; those before them end."""
    codes = _new_codes(user)
    _told(user, "renew_codes", user)
    return codes


@transaction.atomic
def reseal(*, actor: str) -> tuple[int, int]:
    """Seal every secret under the present key, and return how many there are and how many no key opens.

    Afterwards no former key is needed.
    """
    devices = [device for kind in (Authenticator, PaperCodes) for device in kind.objects.select_for_update()]
    secrets = {device: device.opened() for device in devices}
    for device, secret in secrets.items():
        if secret is not None:
            type(device).objects.filter(pk=device.pk).update(secret=device.sealed(secret, device.user_id))
    counts = {"devices": len(devices), "unreadable": list(secrets.values()).count(None)}
    now = datetime.now(UTC)
    chain.append(
        actor=actor,
        verb="reseal_second_factors",
        target_kind="user",
        target_key="",
        payload=counts,
        at=now,
        rows=User.objects.filter(pk__in=[device.user_id for device in devices]),
    )
    return counts["devices"], counts["unreadable"]


@transaction.atomic
def forget(*, user: User, actor: str) -> bool:
    """End the second factor of a person who lost it, with every session, and say whether there was one."""
    there = has_one(user)
    for kind in (Authenticator, PaperCodes):
        kind.objects.filter(user=user).delete()
    if there:
        _told(user, "forget_second_factor", actor)
        end_sessions(user=user, actor=actor)
    return there


def _new_codes(user: User) -> list[str]:
    PaperCodes.objects.filter(user=user).delete()
    secret = os.urandom(PAPER_BYTES)
    paper = PaperCodes.objects.create(user=user, name=PAPER, secret=PaperCodes.sealed(secret, user.pk))
    codes = [random_code() for _ in range(CODES)]
    PaperCode.objects.bulk_create([PaperCode(paper=paper, digest=digest_of(code, secret)) for code in codes])
    return codes


def _read(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()


def _told(user: User, verb: str, actor: User | str) -> None:
    name = actor if isinstance(actor, str) else actor.get_username()
    chain.append(
        actor=name,
        verb=verb,
        target_kind="user",
        target_key=user.get_username(),
        payload={},
        at=datetime.now(UTC),
        rows=[user],
    )
