"""How a dossier is written and signed (parts, the digest of each, one signature over all), and checked by itself.

The bytes are JSON in UTF-8, indented by two blanks, every key in the order in which it was written. The digest of a
part is the SHA-256 of the same JSON without blanks. What is signed is the format and the digest of the digests. A check
needs nothing but the file and, at best, the public key of the house.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader

from watchlist.audit import key_id, public_key, public_text
from watchlist.cases.dossier.checks import CONTENT
from watchlist.cases.dossier.printing import pdf_of
from watchlist.list_updates.apart import STUMBLES

FIRST: Final = "precursor-watchlist-dossier/1"
"""The format before the links of what a dossier rests on stood in it. It is read, and not written any more."""
SECOND: Final = "precursor-watchlist-dossier/2"
"""The format before links bore the id of the call in which an act was done. It is read, and not written any more."""
THIRD: Final = "precursor-watchlist-dossier/3"
"""The format before overrides of releases stood in it. It is read, and not written any more."""
FOURTH: Final = "precursor-watchlist-dossier/4"
"""The format before words on lines stood in it. It is read, and not written any more."""
FIFTH: Final = "precursor-watchlist-dossier/5"
"""The format before route checks stood in it. It is read, and not written any more."""
FORMAT: Final = "precursor-watchlist-dossier/6"
FORMATS: Final = (FIRST, SECOND, THIRD, FOURTH, FIFTH, FORMAT)
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


MAGIC: Final = b"%PDF-"


@dataclass(frozen=True, slots=True)
class DossierCheck:
    """One check: its subject, whether it holds, and a sentence of detail."""

    subject: str
    holds: bool
    detail: str


@dataclass(frozen=True, slots=True)
class DossierVerification:
    """All checks of a dossier. `title` names it as the dossier itself does, and proves nothing."""

    title: str
    key_id: str
    checks: tuple[DossierCheck, ...]

    @property
    def holds(self) -> bool:
        """Say whether all checks hold."""
        return all(check.holds for check in self.checks)


class NotADossier(Exception):
    """The file is no dossier, or no longer one that can be read; `str()` says why."""


RELATED_LINKS: Final = "audit_beside"
OPTIONAL: Final = ("reports", "audit", RELATED_LINKS)
QUESTIONS: Final = "questions"
ROUTE_CHECKS: Final = "route_checks"
NEEDED: Final = (
    *("made", "case", "shipment", "screenings", "lines", "rulings", "decisions", QUESTIONS, ROUTE_CHECKS),
    *("authorisations", "duties", "events", "files"),
    *OPTIONAL,
)
PARTS_SINCE: Final = {QUESTIONS: (FIFTH, FORMAT), ROUTE_CHECKS: (FORMAT,)}
"""The formats that have a part, where the first ones had none such."""
SealedDossier = Mapping[str, Any]


def verify(content: bytes, *, key: str = "") -> DossierVerification:
    """Return what holds of a dossier, a signed file or its pages; `key`: the public key that the house gave otherwise.

    Raises `NotADossier` for what cannot be read as one, `ValueError` where `key` is no public key.
    """
    expected = key_id(key) if key else ""
    is_pdf = content.startswith(MAGIC)
    file = embedded_file(content) if is_pdf else content
    sealed = _read(file)
    checks = [*_seal_checks(file, sealed, expected), *_content_checks(sealed["parts"])]
    if is_pdf:
        checks.append(_pages_check(content, file))
    case, made = (sealed["parts"].get(name) for name in ("case", "made"))
    title = "a dossier"
    if isinstance(case, dict) and isinstance(made, dict):
        title = f"case {case.get('number')}, made {made.get('at')} by {made.get('by')}"
    return DossierVerification(title, str(sealed["signature"].get("key_id", "")), tuple(checks))


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


def _seal_checks(file: bytes, sealed: SealedDossier, expected: str) -> Iterator[DossierCheck]:
    """Yield whether file, digests and signature hold. Raises `NotADossier`."""
    try:
        rewritten = written(sealed)
    except TypeError as error:  # orjson reads deeper lists than it writes
        raise NotADossier("it nests deeper than a dossier can be written") from error
    yield DossierCheck(
        "file",
        file == rewritten,
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
    """Return the parts that a dossier of a format must have: with the links of its case, the related ones too.

    Questions to a shipper are in it since format 5, route checks since format 6.
    """
    present = {name for name in OPTIONAL if name in parts} - {RELATED_LINKS}
    if form != FIRST and "audit" in parts:
        present.add(RELATED_LINKS)
    absent = {*OPTIONAL} - present
    absent |= {name for name, forms in PARTS_SINCE.items() if form not in forms}
    return [name for name in NEEDED if name not in absent]


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
    for subject, check in CONTENT.items():
        try:
            wrong, detail = check(parts)
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            yield DossierCheck(subject, False, f"it is not as dossiers are written ({type(error).__name__}: {error})")
        else:
            yield DossierCheck(subject, not wrong, "; ".join(wrong[:5]) if wrong else detail)


def embedded_file(content: bytes) -> bytes:
    """Return the signed file that is attached to the pages. Raises `NotADossier`."""
    try:
        attached = [file for files in PdfReader(BytesIO(content)).attachments.values() for file in files]
    except STUMBLES as error:
        raise NotADossier(f"its pages cannot be read: {error}")
    if len(attached) != 1:
        raise NotADossier(f"{len(attached)} files are attached to its pages, and one is asked for")
    return attached[0]


def _pages_check(content: bytes, file: bytes) -> DossierCheck:
    """Compare the pages with those that the signed file gives when it is drawn anew, here and now."""
    try:
        anew = pdf_of(file)
    except (KeyError, TypeError, ValueError) as error:
        return DossierCheck("pages", False, f"the file gives no pages ({type(error).__name__})")
    if anew == content:
        return DossierCheck("pages", True, "they are, byte for byte, those that the attached file gives")
    try:
        is_same = _text(anew) == _text(content)
    except STUMBLES as error:
        return DossierCheck("pages", False, f"they cannot be read ({type(error).__name__})")
    if is_same:
        return DossierCheck(
            "pages", True, "their text is that of the attached file; pictures were not compared, other fonts"
        )
    return DossierCheck(
        "pages",
        False,
        "they are not those that the attached file gives here. Where they were drawn by another edition of this "
        "service, or with other fonts, that is no wonder: then read the file, and not the pages",
    )


def _text(pages: bytes) -> list[str]:
    """Return the text of each page, without blanks: how wide those are depends on the fonts."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pages)).pages]
