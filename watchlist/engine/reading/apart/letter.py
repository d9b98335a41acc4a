"""The files of a letter (.eml), also those of letters that it forwards, and how many of these say something."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from mimetypes import guess_extension
from typing import Any, Final

MOST_PARTS: Final = 50
MOST_BYTES: Final = 100_000_000
DEEPEST: Final = 5


TEXTS: Final = frozenset({"text/plain", "text/html"})
"""What a letter itself is written in; a file of such a kind has a name."""


def taken_apart(data: bytes) -> dict[str, Any]:
    """Return the files by name, in order, the subject, and how many letters say something themselves.

    Raises ValueError with the code of a refusal.
    """
    try:
        letter = message_from_bytes(data, policy=default)
        subject = str(letter.get("subject", ""))
        files, texts = _files_and_texts(letter)
    except (LookupError, TypeError, AttributeError, AssertionError, RecursionError, UnicodeError) as error:
        raise ValueError("damaged") from error
    if not letter.keys():
        raise ValueError("damaged")
    return {"subject": subject[:500].encode("utf-8", "replace").decode(), "parts": files, "texts": texts}


def _files_and_texts(letter: Message) -> tuple[list[dict[str, str]], int]:
    found: list[dict[str, str]] = []
    with_text: set[int] = set()
    size = 0
    for part, of_letter in _leaves(letter, letter, 1):
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        kind, name = part.get_content_type(), part.get_filename() or ""
        if not name and kind in TEXTS:
            if content.strip():
                with_text.add(id(of_letter))
            continue
        plain = (name or f"file {len(found) + 1}{guess_extension(kind) or ''}").encode("utf-8", "replace").decode()
        found.append({"name": plain[-200:], "data": base64.b64encode(content).decode()})
        size += len(found[-1]["data"])
        if len(found) > MOST_PARTS:
            raise ValueError("parts")
        if size > MOST_BYTES:
            raise ValueError("texts")
    return found, len(with_text)


def _leaves(part: Message, of_letter: Message, depth: int) -> Iterator[tuple[Message, Message]]:
    """Yield every part that holds no others, wherever it stands, and the letter that it is of."""
    if depth > DEEPEST:
        raise ValueError("depth")
    payload = part.get_payload() if part.is_multipart() else None
    if not isinstance(payload, list):
        yield part, of_letter
        return
    is_letter = part.get_content_maintype() == "message"
    for inner in payload:
        if isinstance(inner, Message):
            yield from _leaves(inner, inner if is_letter else of_letter, depth + is_letter)
