"""The second factor of a person: an authenticator that shows a code every half minute, and ten codes on paper."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from watchlist.access.sessions import end_sessions
from watchlist.audit import chain

CODES: Final = 10
PAPER, AUTHENTICATOR = "paper", "authenticator"


def has_one(user: User) -> bool:
    """Say whether a person has an authenticator that he has shown to work."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def offered(*, user: User) -> TOTPDevice:
    """Return the authenticator that a person is setting up: made now, or the one that waits for its first code."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": AUTHENTICATOR})
    return device


def take(*, user: User, code: str, session: str = "") -> tuple[Device, list[str]] | None:
    """Take the authenticator that shows the right code in place of any before it; None where the code is not right.

    Returned with it are the codes on paper, which are shown this once. Every session but `session` ends: another may
    be somebody's who has the password, and was never asked for this.
    """
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or not device.verify_token(_read(code)):
            return None
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        device.confirmed = True
        device.save()
        _told(user, "take_second_factor", user)
        end_sessions(user=user, actor=user.get_username(), but=session)
        return device, _new_codes(user)


def verified(*, user: User, code: str) -> Device | None:
    """Return what of a person's shows a code: the authenticator, or the paper, whose code is used up; else None.

    A wrong code makes the next wait, twice as long each time.
    """
    said = _read(code)
    kind = TOTPDevice if said.isdecimal() else StaticDevice
    with transaction.atomic():
        device: Device | None = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device if device is not None and device.verify_token(said) else None


@transaction.atomic
def renew_codes(*, user: User) -> list[str]:
    """Return new codes on paper, shown this once; those before them end."""
    _told(user, "renew_codes", user)
    return _new_codes(user)


@transaction.atomic
def forget(*, user: User, actor: str) -> bool:
    """End the second factor of a person who lost it, with every session, and say whether there was one."""
    there = has_one(user)
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()
    if there:
        _told(user, "forget_second_factor", actor)
        end_sessions(user=user, actor=actor)
    return there


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    paper = StaticDevice.objects.create(user=user, name=PAPER)
    codes = [StaticToken.random_token() for _ in range(CODES)]
    StaticToken.objects.bulk_create([StaticToken(device=paper, token=code) for code in codes])
    return codes


def _read(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()


def _told(user: User, verb: str, actor: User | str) -> None:
    name = actor if isinstance(actor, str) else actor.get_username()
    chain.append(
        actor=name, verb=verb, target_kind="user", target_key=user.get_username(), payload={}, at=datetime.now(UTC)
    )
