"""Secrets that the service must read again, sealed in the database: whoever reads rows or a backup reads none of them.

Sealed by AES-256-GCM under a key derived from the secret key, and bound to whose secret it is: no row opens in place
of another's. What an earlier secret key sealed opens as long as that one is named (WATCHLIST_FORMER_SECRET_KEYS).
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from watchlist.conf import secret_keys

PURPOSE: Final = b"watchlist second factors"
NONCE: Final = 12
"""Bytes, drawn for each seal."""


class SealUnbroken(Exception):
    """None of the secret keys that are named opens this: name the one that sealed it, or have the secret made anew."""


def seal(secret: bytes, *, owner: str) -> str:
    """Return a secret sealed under the present key; it opens for the same owner alone."""
    nonce = os.urandom(NONCE)
    return urlsafe_b64encode(nonce + _cipher(secret_keys()[0]).encrypt(nonce, secret, owner.encode())).decode()


def unseal(sealed: str, *, owner: str) -> bytes:
    """Return the secret. Raises `SealUnbroken`."""
    for key in secret_keys():
        with suppress(InvalidTag, ValueError):  # the latter where the text is none that was sealed
            raw = urlsafe_b64decode(sealed)
            return _cipher(key).decrypt(raw[:NONCE], raw[NONCE:], owner.encode())
    raise SealUnbroken(owner)


@lru_cache(maxsize=8)
def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode()))
