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
from watchlist.cases.dossier.embedded import embedded_file, is_pdf, pages_check
from watchlist.cases.dossier.sealing import ALGORITHM, FIRST, FORMATS, digest_of, signed_text, written
from watchlist.cases.dossier.verification import DossierCheck, DossierVerification, NotADossier

RELATED_LINKS: Final = "audit_beside"
OPTIONAL: Final = ("reports", "audit", RELATED_LINKS)
NEEDED: Final = (
    *("made", "case", "shipment", "screenings", "lines", "rulings", "decisions", "authorisations"),
    *("duties", "events", "files"),
    *OPTIONAL,
)
SealedDossier = Mapping[str, Any]


def verify(content: bytes, *, key: str = "") -> DossierVerification:
    """Return what holds of a dossier, a signed file or its pages; `key`: the public key that the house gave otherwise.

    Raises `NotADossier` for what cannot be read as one, `ValueError` where `key` is no public key.
    """
    expected = key_id(key) if key else ""
    file = embedded_file(content) if is_pdf(content) else content
    sealed = _read(file)
    checks = [*_seal_checks(file, sealed, expected), *_content_checks(sealed["parts"])]
    if is_pdf(content):
        checks.append(pages_check(content, file))
    return DossierVerification(_title(sealed), str(sealed["signature"].get("key_id", "")), tuple(checks))


def _read(file: bytes) -> SealedDossier:
    try:
        sealed = orjson.loads(file)
    except orjson.JSONDecodeError as error:
        raise NotADossier(f"it is no JSON: {error}")
    shape = {"format": str, "parts": dict, "digests": dict, "digest": str, "signature": dict}
    if not isinstance(sealed, dict) or any(
        not isinstance(sealed.get(key), expected_type) for key, expected_type in shape.items()
    ):
        raise NotADossier("it has not the parts of a dossier")
    if sealed["format"] not in FORMATS:
        raise NotADossier(f"its format is {sealed['format']!r}, and this service reads {', '.join(FORMATS)}")
    return sealed


def _rewritten(sealed: SealedDossier) -> bytes:
    """Return the bytes of a dossier written anew. Raises `NotADossier`: orjson reads deeper lists than it writes."""
    try:
        return written(sealed)
    except TypeError as error:
        raise NotADossier("it nests deeper than a dossier can be written") from error


def _title(sealed: SealedDossier) -> str:
    case, made = (sealed["parts"].get(name) for name in ("case", "made"))
    if not isinstance(case, dict) or not isinstance(made, dict):
        return "a dossier"
    return f"case {case.get('number')}, made {made.get('at')} by {made.get('by')}"


def _seal_checks(file: bytes, sealed: SealedDossier, expected: str) -> Iterator[DossierCheck]:
    """Yield whether file, digests and signature hold. Raises `NotADossier`."""
    yield DossierCheck(
        "file",
        file == _rewritten(sealed),
        f"SHA-256 {hashlib.sha256(file).hexdigest()}; written in the one way in which dossiers are",
    )
    parts, digests = sealed["parts"], sealed["digests"]
    yield DossierCheck(
        "parts",
        list(parts) == list(digests) == _expected_parts(sealed["format"], parts),
        f"{len(parts)} parts, each with a digest",
    )
    wrong = [name for name, part in parts.items() if digests.get(name) != digest_of(part)]
    yield DossierCheck(
        "digests", not wrong, f"altered: {', '.join(wrong)}" if wrong else "each part is as it was signed"
    )
    is_whole = sealed["digest"] == digest_of(digests)
    yield DossierCheck("digest of the digests", is_whole, "as it was signed" if is_whole else "altered")
    yield _signature_check(sealed, expected)


def _expected_parts(form: str, parts: Mapping[str, Any]) -> list[str]:
    """Return the parts that a dossier of a format must have: with the links of its case, the related ones too."""
    present = {name for name in OPTIONAL if name in parts} - {RELATED_LINKS}
    if form != FIRST and "audit" in parts:
        present.add(RELATED_LINKS)
    return [name for name in NEEDED if name in present or name not in OPTIONAL]


def _signature_check(sealed: SealedDossier, expected: str) -> DossierCheck:
    signature = sealed["signature"]
    key_text, value = str(signature.get("key")), str(signature.get("value"))
    try:
        raw = base64.b64decode(value, validate=True)
        public_key(key_text).verify(raw, signed_text(sealed["format"], sealed["digest"]))
    except (InvalidSignature, ValueError):
        return DossierCheck("signature", False, "it is not of what stands here")
    if not (_is_exact(key_text) and _is_exact(value)):
        return DossierCheck("signature", False, "it is not written in the one way in which signatures are")
    name = key_id(key_text)
    if signature.get("key_id") != name or signature.get("algorithm") != ALGORITHM:
        return DossierCheck("signature", False, f"it is by the key {name}, and the file says otherwise")
    if expected:
        return DossierCheck("signature", name == expected, f"by the key {name}; the key given is {expected}")
    return DossierCheck(
        "signature", True, f"by the key {name}, which stands in the file: compare it with the one the house gave you"
    )


def _is_exact(text: str) -> bool:
    """Say whether base64 is the one that its bytes give: the last letter has bits that stand for nothing."""
    return base64.b64encode(base64.b64decode(text)).decode() == text


def _content_checks(parts: Mapping[str, Any]) -> Iterator[DossierCheck]:
    """Yield whether the parts agree with each other."""
    for subject, check in CONTENT.items():
        try:
            wrong, detail = check(parts)
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            yield DossierCheck(subject, False, f"it is not as dossiers are written ({type(error).__name__}: {error})")
        else:
            yield DossierCheck(subject, not wrong, "; ".join(wrong[:5]) if wrong else detail)
