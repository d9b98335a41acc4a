"""What a person shows a code with: an authenticator, whose key is sealed, and codes on paper, of which a hash is held.

Both wait after a wrong code, as those of django-otp do, whose own tables hold keys and codes as they are.
"""

from __future__ import annotations

import hmac
import os
import time
from base64 import b32encode
from contextlib import suppress
from typing import Any, Final
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.oath import TOTP

from watchlist.access.sealing import SealUnbroken, seal, unseal

KEY_BYTES: Final = 20
PAPER_BYTES: Final = 32
CODE_BYTES: Final = 5
STEP: Final = 30
"""Seconds for which a code holds."""
DIGITS: Final = 6
TOLERANCE: Final = 1
"""Steps before and after that are taken too, for clocks that differ."""


class SealedDevice(TimestampMixin, ThrottlingMixin, Device):  # type: ignore[misc]  # django-otp ships no types
    """A device with one secret of its own, sealed for its person."""

    secret = models.TextField(help_text="sealed: see watchlist/access/sealing.py")

    class Meta:
        abstract = True

    @classmethod
    def seal_secret(cls, secret: bytes, user_id: int) -> str:
        """Return a secret, sealed for a device of this kind and its person."""
        return seal(secret, owner=cls.owner_of(user_id))

    @classmethod
    def owner_of(cls, user_id: int) -> str:
        """Return the owner that seals the secret of a person's device: kind and user."""
        return f"{cls._meta.model_name} {user_id}"

    def unsealed_secret(self) -> bytes | None:
        """Return the secret; None where no key that is named opens it, which the log says."""
        with suppress(SealUnbroken):
            return unseal(self.secret, owner=self.owner_of(self.user_id))
        from structlog import get_logger  # noqa: PLC0415 - slow to load, and these models are part of every process

        get_logger(__name__).error("second_factor_unreadable", device=self.owner_of(self.user_id))
        return None

    def get_throttle_factor(self) -> int:
        """Return the seconds to wait after the first wrong code; twice as long after each that follows."""
        return 1

    def verify_token(self, token: str) -> bool:
        """Say whether a code is right, and use it up; a wrong one makes the next wait."""
        secret = self.unsealed_secret() if self.verify_is_allowed()[0] else None
        if secret is None:
            return False
        if not self.uses_up(token, secret):
            self.throttle_increment()
            return False
        self.throttle_reset(commit=False)
        self.set_last_used_timestamp(commit=False)
        self.save()
        return True

    def uses_up(self, code: str, secret: bytes) -> bool:
        """Say whether a code is right, and have it be right no more."""
        raise NotImplementedError


class Authenticator(SealedDevice):
    """An app that shows a code every half minute: `offered` until it showed the right one, then `confirmed`."""

    drift = models.SmallIntegerField(default=0, help_text="steps by which its clock differs from ours")
    last_step = models.BigIntegerField(default=-1, help_text="of the last code: none of it or before is taken again")

    class Meta:
        verbose_name = _("authenticator")
        verbose_name_plural = _("authenticators")
        constraints = [models.UniqueConstraint(fields=["user", "confirmed"], name="authenticator_one_of_each_state")]

    def uses_up(self, code: str, secret: bytes) -> bool:
        """Say whether it shows a code now, and take none of this half minute or before any more."""
        clock = self.clock(secret)
        if not code.isdecimal() or not clock.verify(int(code), TOLERANCE, self.last_step + 1):
            return False
        self.last_step, self.drift = clock.t(), clock.drift
        return True

    def clock(self, secret: bytes) -> Any:
        """Return the TOTP clock of its codes, at this moment."""
        clock = TOTP(secret, STEP, 0, DIGITS, self.drift)
        clock.time = time.time()
        return clock

    def address(self, secret: bytes) -> str:
        """Return the otpauth address, with the key, which an authenticator reads from the picture."""
        issuer = settings.OTP_TOTP_ISSUER
        parameters = {
            "secret": key_text(secret),
            "algorithm": "SHA1",
            "digits": DIGITS,
            "period": STEP,
            "issuer": issuer,
        }
        return (
            f"otpauth://totp/{quote(f'{issuer}:{self.user.get_username()}')}?{urlencode(parameters, quote_via=quote)}"
        )


class PaperCodes(SealedDevice):
    """The codes that a person has on paper: `confirmed` from the first. Its secret is that of their hashes."""

    class Meta:
        verbose_name = _("paper with codes")
        verbose_name_plural = _("papers with codes")
        constraints = [models.UniqueConstraint(fields=["user"], name="papercodes_one_of_a_person")]

    def uses_up(self, code: str, secret: bytes) -> bool:
        """Say whether a code is on the paper, and strike it out: of two who send it, one finds it."""
        return bool(self.codes.filter(digest=digest_of(code, secret)).delete()[0])


class PaperCode(models.Model):
    """One code on paper, good once: the row goes with its use."""

    paper = models.ForeignKey(PaperCodes, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, help_text="HMAC-SHA-256 under the secret of the paper")

    class Meta:
        verbose_name = _("code on paper")
        verbose_name_plural = _("codes on paper")
        constraints = [models.UniqueConstraint(fields=["paper", "digest"], name="papercode_is_unique")]

    def __str__(self) -> str:
        return f"a code of {self.paper}"


def digest_of(code: str, secret: bytes) -> str:
    """Return the stored digest of a code on paper."""
    return hmac.digest(secret, code.encode(), "sha256").hex()


def random_code() -> str:
    """Return a code for the paper: eight letters and digits."""
    return b32encode(os.urandom(CODE_BYTES)).decode().lower()


def key_text(secret: bytes) -> str:
    """Return a key as people type it, without spaces."""
    return b32encode(secret).decode()
