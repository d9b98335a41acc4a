"""How a dossier is written and signed: parts, the digest of each, and one signature over them all.

The bytes are JSON in UTF-8, indented by two blanks, every key in the order in which it was written. The digest of a
part is the SHA-256 of the same JSON without blanks. What is signed is the format and the digest of the digests.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any, Final

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from watchlist.audit import key_id, public_text

FIRST: Final = "precursor-watchlist-dossier/1"
"""The format before the links of what a dossier rests on stood in it. It is read, and not written any more."""
SECOND: Final = "precursor-watchlist-dossier/2"
"""The format before links bore the id of the call in which an act was done. It is read, and not written any more."""
THIRD: Final = "precursor-watchlist-dossier/3"
"""The format before overrides of releases stood in it. It is read, and not written any more."""
FORMAT: Final = "precursor-watchlist-dossier/4"
FORMATS: Final = (FIRST, SECOND, THIRD, FORMAT)
ALGORITHM: Final = "Ed25519"
Parts = Mapping[str, Any]


def seal(parts: Parts, key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of a dossier, signed."""
    digests = {name: digest_of(part) for name, part in parts.items()}
    whole, public = digest_of(digests), public_text(key)
    return written(
        {
            "format": FORMAT,
            "parts": parts,
            "digests": digests,
            "digest": whole,
            "signature": {
                "algorithm": ALGORITHM,
                "key_id": key_id(public),
                "key": public,
                "value": base64.b64encode(key.sign(signed_text(FORMAT, whole))).decode(),
            },
        }
    )


def written(sealed: Mapping[str, Any]) -> bytes:
    """Return the one way in which a dossier is written."""
    return orjson.dumps(sealed, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def digest_of(part: Any) -> str:
    """Return the digest of a part."""
    return hashlib.sha256(orjson.dumps(part)).hexdigest()


def signed_text(form: str, digest: str) -> bytes:
    """Return what a signature is over."""
    return f"{form} {digest}".encode()
