"""The second factor of a person: an authenticator that shows a code every half minute, and ten codes on paper."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from math import ceil
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction

from watchlist import audit
from watchlist.access.devices import (
    DIGITS,
    KEY_BYTES,
    PAPER_BYTES,
    Authenticator,
    PaperCode,
    PaperCodes,
    SealedDevice,
    digest_of,
    random_code,
)
from watchlist.access.policies import is_break_glass
from watchlist.access.rights import DECIDES
from watchlist.access.sessions import end_sessions
from watchlist.conf import second_factor_required_of

CODES: Final = 10
PAPER, AUTHENTICATOR = "paper", "authenticator"


def has_second_factor(user: User) -> bool:
    """Return whether a person has a confirmed authenticator."""
    return bool(Authenticator.objects.filter(user=user, confirmed=True).exists())


def needs_second_factor(user: User) -> bool:
    """Return whether a person must have a second factor by the setting: by default whoever decides.

    The break-glass account needs one whatever is set.
    """
    if is_break_glass(user.get_username()):
        return True
    required = second_factor_required_of()
    if required == "none":
        return False
    return (required == "all" and user.is_staff) or any(user.has_perm(right) for right in DECIDES)


@transaction.atomic
def pending_authenticator(*, user: User) -> tuple[Authenticator, bytes]:
    """Return the authenticator that a person is setting up, and its key: made now where none waits for its first code,
    or its key can be read no more.
    """
    waiting = Authenticator.objects.select_for_update().filter(user=user, confirmed=False).first()
    if waiting is None or waiting.unsealed_secret() is None:
        made = {"name": AUTHENTICATOR, "secret": Authenticator.seal_secret(os.urandom(KEY_BYTES), user.pk)}
        waiting, _ = Authenticator.objects.update_or_create(user=user, confirmed=False, defaults=made)
    key = waiting.unsealed_secret()
    assert key is not None  # it was read, or sealed, just now
    return waiting, key


def confirm_authenticator(*, user: User, code: str, session: str = "") -> tuple[Authenticator, list[str]] | None:
    """Put the authenticator that shows the right code in place of the one before; None where the code is wrong.

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
        _append_event(user, "take_second_factor", user.get_username())
        end_sessions(user=user, actor=user.get_username(), but=session)
        return device, codes


def seconds_of_rest(*, user: User, code: str, confirmed: bool = True) -> int:
    """Return the seconds until the device that a code is of looks at one again; 0 where it does now.

    After a wrong code a device rests, and refuses a right one meanwhile.
    """
    device = _kind_of(_read(code)).objects.filter(user=user, confirmed=confirmed).first()
    allowed, why = device.verify_is_allowed() if device is not None else (True, None)
    if allowed or not why:
        return 0
    seconds: float = (why["locked_until"] - datetime.now(UTC)).total_seconds()
    return max(1, ceil(seconds))


def verified_device(*, user: User, code: str) -> SealedDevice | None:
    """Return the device of a person that shows a code: authenticator, or paper, whose code is used up; else None.

    A wrong code makes the next wait, twice as long each time.
    """
    typed = _read(code)
    with transaction.atomic():
        device: SealedDevice | None = (
            _kind_of(typed).objects.select_for_update().filter(user=user, confirmed=True).first()
        )
        return device if device is not None and device.verify_token(typed) else None


@transaction.atomic
def renew_codes(*, user: User) -> list[str]:
    """Return new codes on paper, shown this once; those before them end."""
    codes = _new_codes(user)
    _append_event(user, "renew_codes", user.get_username())
    return codes


@transaction.atomic
def reseal(*, actor: str) -> tuple[int, int]:
    """Seal every secret under the present key, and return how many there are and how many no key opens.

    Afterwards no former key is needed.
    """
    devices = [device for kind in (Authenticator, PaperCodes) for device in kind.objects.select_for_update()]
    secrets = {device: device.unsealed_secret() for device in devices}
    for device, secret in secrets.items():
        if secret is not None:
            type(device).objects.filter(pk=device.pk).update(secret=device.seal_secret(secret, device.user_id))
    counts = {"devices": len(devices), "unreadable": list(secrets.values()).count(None)}
    audit.append(
        actor=actor,
        verb="reseal_second_factors",
        target_kind="user",
        target_key="",
        payload=counts,
        rows=User.objects.filter(pk__in=[device.user_id for device in devices]),
    )
    return counts["devices"], counts["unreadable"]


@transaction.atomic
def forget_second_factor(*, user: User, actor: str) -> bool:
    """End the second factor of a person who lost it, with every session, and say whether there was one."""
    had_one = has_second_factor(user)
    for kind in (Authenticator, PaperCodes):
        kind.objects.filter(user=user).delete()
    if had_one:
        _append_event(user, "forget_second_factor", actor)
        end_sessions(user=user, actor=actor)
    return had_one


def _new_codes(user: User) -> list[str]:
    PaperCodes.objects.filter(user=user).delete()
    secret = os.urandom(PAPER_BYTES)
    paper = PaperCodes.objects.create(user=user, name=PAPER, secret=PaperCodes.seal_secret(secret, user.pk))
    codes = [random_code() for _ in range(CODES)]
    PaperCode.objects.bulk_create([PaperCode(paper=paper, digest=digest_of(code, secret)) for code in codes])
    return codes


def _kind_of(typed: str) -> type[SealedDevice]:
    return Authenticator if len(typed) == DIGITS else PaperCodes


def _read(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()


def _append_event(user: User, verb: str, actor: str) -> None:
    audit.append(actor=actor, verb=verb, target_kind="user", target_key=user.get_username(), rows=[user])
