"""The files attached to a letter (.eml), also those of letters that it forwards, and how much else it says."""

from __future__ import annotations

import base64
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import Any, Final

MOST_PARTS: Final = 50
MOST_BYTES: Final = 100_000_000
DEEPEST: Final = 5


def taken_apart(data: bytes) -> dict[str, Any]:
    """Return the attachments by name, in order, and the subject. Raises ValueError with the code of a refusal."""
    try:
        letter = message_from_bytes(data, policy=default)
        subject = str(letter.get("subject", ""))
        attached = _attached(letter, 1)
    except (LookupError, TypeError, AttributeError, AssertionError, RecursionError, UnicodeError) as error:
        raise ValueError("damaged") from error
    if not letter.keys():
        raise ValueError("damaged")
    return {"subject": subject[:500].encode("utf-8", "replace").decode(), "parts": attached}


def _attached(letter: Message, depth: int) -> list[dict[str, str]]:
    if depth > DEEPEST:
        raise ValueError("depth")
    found: list[dict[str, str]] = []
    for part in letter.iter_attachments() if isinstance(letter, EmailMessage) and letter.is_multipart() else ():
        if part.get_content_type() == "message/rfc822":
            within = [inner for inner in part.get_payload() if isinstance(inner, Message)]
            found += [attached for inner in within for attached in _attached(inner, depth + 1)]
            continue
        name = part.get_filename() or ""
        content = part.get_payload(decode=True)
        if not name and part.is_multipart():
            found += _attached(part, depth + 1)
        elif name and isinstance(content, bytes):
            plain = name.encode("utf-8", "replace").decode()
            found.append({"name": plain[:200], "data": base64.b64encode(content).decode()})
    if len(found) > MOST_PARTS:
        raise ValueError("parts")
    if sum(len(part["data"]) for part in found) > MOST_BYTES:
        raise ValueError("texts")
    return found
