"""Check a dossier by itself: nothing but the file and, at best, the public key of the house."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidSignature

from watchlist.audit.keys import key_id, public_key
from watchlist.cases.dossier.checks import CONTENT
from watchlist.cases.dossier.embedded import embedded, is_pdf, pages_check
from watchlist.cases.dossier.sealing import ALGORITHM, FIRST, FORMATS, digest_of, signed_text, written
from watchlist.cases.dossier.verified import Check, NotADossier, Verified

BESIDE: Final = "audit_beside"
OPTIONAL: Final = ("reports", "audit", BESIDE)
NEEDED: Final = (
    *("made", "case", "shipment", "screenings", "lines", "rulings", "decisions", "authorisations"),
    *("duties", "events", "files"),
    *OPTIONAL,
)
Sealed = Mapping[str, Any]


def verify(content: bytes, *, key: str = "") -> Verified:
    """Return what holds of a dossier, a signed file or its pages; `key`: the public key that the house gave otherwise.

    Raises `NotADossier` for what cannot be read as one, `ValueError` where `key` is no public key.
    """
    expected = key_id(key) if key else ""
    file = embedded(content) if is_pdf(content) else content
    sealed = _read(file)
    checks = [*_seal_checks(file, sealed, expected), *_content_checks(sealed["parts"])]
    if is_pdf(content):
        checks.append(pages_check(content, file))
    return Verified(_title(sealed), str(sealed["signature"].get("key_id", "")), tuple(checks))


def _read(file: bytes) -> Sealed:
    try:
        sealed = orjson.loads(file)
    except orjson.JSONDecodeError as error:
        raise NotADossier(f"it is no JSON: {error}")
    shape = {"format": str, "parts": dict, "digests": dict, "digest": str, "signature": dict}
    if not isinstance(sealed, dict) or any(not isinstance(sealed.get(key), of) for key, of in shape.items()):
        raise NotADossier("it has not the parts of a dossier")
    if sealed["format"] not in FORMATS:
        raise NotADossier(f"its format is {sealed['format']!r}, and this service reads {', '.join(FORMATS)}")
    return sealed


def _written_again(sealed: Sealed) -> bytes:
    """Return what was read as dossiers are written. Raises `NotADossier`: orjson reads deeper lists than it writes."""
    try:
        return written(sealed)
    except TypeError as error:
        raise NotADossier("it nests deeper than a dossier can be written") from error


def _title(sealed: Sealed) -> str:
    case, made = (sealed["parts"].get(name) for name in ("case", "made"))
    if not isinstance(case, dict) or not isinstance(made, dict):
        return "a dossier"
    return f"case {case.get('number')}, made {made.get('at')} by {made.get('by')}"


def _seal_checks(file: bytes, sealed: Sealed, expected: str) -> Iterator[Check]:
    """Yield whether file, digests and signature hold. Raises `NotADossier`."""
    yield Check(
        "file",
        file == _written_again(sealed),
        f"SHA-256 {hashlib.sha256(file).hexdigest()}; written in the one way in which dossiers are",
    )
    parts, digests = sealed["parts"], sealed["digests"]
    yield Check(
        "parts",
        list(parts) == list(digests) == _named(sealed["format"], parts),
        f"{len(parts)} parts, each with a digest",
    )
    wrong = [name for name, part in parts.items() if digests.get(name) != digest_of(part)]
    yield Check("digests", not wrong, f"altered: {', '.join(wrong)}" if wrong else "each part is as it was signed")
    is_whole = sealed["digest"] == digest_of(digests)
    yield Check("digest of the digests", is_whole, "as it was signed" if is_whole else "altered")
    yield _signature_check(sealed, expected)


def _named(form: str, parts: Mapping[str, Any]) -> list[str]:
    """Return the parts that a dossier of a format has: where the links of its case stand, those beside them do too."""
    held = {name for name in OPTIONAL if name in parts} - {BESIDE}
    if form != FIRST and "audit" in parts:
        held.add(BESIDE)
    return [name for name in NEEDED if name in held or name not in OPTIONAL]


def _signature_check(sealed: Sealed, expected: str) -> Check:
    signature = sealed["signature"]
    held, value = str(signature.get("key")), str(signature.get("value"))
    try:
        raw = base64.b64decode(value, validate=True)
        public_key(held).verify(raw, signed_text(sealed["format"], sealed["digest"]))
    except (InvalidSignature, ValueError):
        return Check("signature", False, "it is not of what stands here")
    if not (_is_exact(held) and _is_exact(value)):
        return Check("signature", False, "it is not written in the one way in which signatures are")
    name = key_id(held)
    if signature.get("key_id") != name or signature.get("algorithm") != ALGORITHM:
        return Check("signature", False, f"it is by the key {name}, and the file says otherwise")
    if expected:
        return Check("signature", name == expected, f"by the key {name}; the key given is {expected}")
    return Check(
        "signature", True, f"by the key {name}, which stands in the file: compare it with the one the house gave you"
    )


def _is_exact(text: str) -> bool:
    """Say whether base64 is the one that its bytes give: the last letter has bits that stand for nothing."""
    return base64.b64encode(base64.b64decode(text)).decode() == text


def _content_checks(parts: Mapping[str, Any]) -> Iterator[Check]:
    """Yield whether what is said in one part agrees with what is said in another."""
    for subject, check in CONTENT.items():
        try:
            wrong, said = check(parts)
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            yield Check(subject, False, f"it is not as dossiers are written ({type(error).__name__}: {error})")
        else:
            yield Check(subject, not wrong, "; ".join(wrong[:5]) if wrong else said)
