"""The key that signs dossiers and anchors of the trail: a file of this house, made once where none is named."""

from __future__ import annotations

import base64
import hashlib
import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.core.exceptions import ImproperlyConfigured

from watchlist.conf import dossier_key_file

RAW: Final = 32
"""Bytes of a public key."""


def signing_key() -> Ed25519PrivateKey:
    """Return the key of this house, made now where no file is named and none was made before.

    Raises `ImproperlyConfigured` where the file that is named is not there, or holds another kind of key.
    """
    path, is_named = dossier_key_file()
    if not path.exists():
        if is_named:
            raise ImproperlyConfigured("WATCHLIST_DOSSIER_KEY_FILE names a file that is not there.")
        _make(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured("The key of this house is an Ed25519 key, in PEM without a password.")
    return key


def house_key() -> str:
    """Return the public half of the key of this house; "" where none is on this machine: none is made now.

    Raises `ImproperlyConfigured` where the file holds another kind of key.
    """
    path, _is_named = dossier_key_file()
    return public_text(signing_key()) if path.exists() else ""


def public_text(key: Ed25519PrivateKey) -> str:
    """Return the public half of a key as it stands in what is signed: 32 bytes in base64."""
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def public_key(text: str) -> Ed25519PublicKey:
    """Return the public key that a text holds. Raises `ValueError`."""
    return Ed25519PublicKey.from_public_bytes(_raw(text))


def key_id(text: str) -> str:
    """Return the short name of a public key, which people compare: 16 digits of its hash. Raises `ValueError`."""
    return hashlib.sha256(_raw(text)).hexdigest()[:16]


def _raw(text: str) -> bytes:
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        raise ValueError("a public key is 32 bytes in base64")
    if len(raw) != RAW:
        raise ValueError("a public key is 32 bytes in base64")
    return raw


def _make(path: Path) -> None:
    made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Written whole before it bears its name: two processes that sign first together must agree. The
    # temporary file is readable by its owner alone, and so is what is linked to it.
    with NamedTemporaryFile("wb", dir=path.parent) as file, suppress(FileExistsError):
        file.write(made)
        file.flush()
        os.link(file.name, path)
