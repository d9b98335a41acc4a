"""Files that people add to a case: taken by kind, size and number, kept with their hash, and served without cookies.

A file is read at an address that is signed for one reader and a few minutes. Opening it asks for no session, so that
none is near what somebody else attached; the reader's rights are looked up again.

Which kinds a case takes is data (`attachment_types.csv`). A file of text has no signature: it is UTF-8 without control
characters, or, of old mails and tables, any bytes but those.
"""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from django.contrib.auth.models import AnonymousUser, User
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from watchlist.access import permitted
from watchlist.audit import KEEP_RESTRICTED, append, record_export
from watchlist.cases.errors import AttachAnotherFile
from watchlist.cases.events import record_event
from watchlist.cases.models import Attachment, Case
from watchlist.cases.rights import REPORT, VIEW, WORK, locked_for, sees_reports
from watchlist.conf import most_attachment_bytes
from watchlist.engine.reading import Archive, BrokenArchive
from watchlist.engine.texts import grouped

_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OFFICE: Final = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
MOST_FILES: Final = 100
"""Of a case: of those that everybody reads, and of those of reports, each on its own, so that neither tells."""
LIFE: Final = timedelta(minutes=5)
LONGEST_NAME: Final = 200
_SALT: Final = "watchlist.cases.attachments"


@transaction.atomic
def attach(*, case: Case, name: str, content: bytes, actor: User, restricted: bool = False) -> Attachment:
    """Add a file to a case, closed or not, and return its row; a restricted one is a lead's.

    Raises `AttachAnotherFile` where name and bytes are of no kind taken, or there are too many of either.
    """
    person, locked = locked_for(case.pk, actor, REPORT if restricted else WORK)
    safe_name = clean_name(name)
    media_type = _media_type(locked, safe_name, content, restricted=restricted)
    row = Attachment.objects.create(
        case=locked,
        name=safe_name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        restricted=restricted,
        by=person,
        at=datetime.now(UTC),
    )
    facts = {"name": row.name, "size": row.size, "sha256": row.sha256}
    record_event(locked, "attach", person.get_username(), facts=facts, restricted=restricted, at=row.at, rows=[row])
    return row


def attachments_of(case: Case, user: User | AnonymousUser) -> QuerySet[Attachment]:
    """Return the files of a case that a person may know of, the first first, without their bytes."""
    rows = Attachment.objects.filter(case=case).select_related("by").defer("content").order_by("at", "pk")
    return rows if sees_reports(user) else rows.filter(restricted=False)


def address_of(attachment: Attachment, user: User) -> str:
    """Return where this person reads a file within the next minutes."""
    token = signing.dumps([str(attachment.pk), user.pk], salt=_SALT)
    return reverse("files:attachment", args=[token])


@transaction.atomic
def attachment_at(token: str) -> Attachment | None:
    """Return the file of a signed address, and write to the audit that its reader was sent it.

    None where the address is old or forged, or its reader may not, or no longer, read the file.
    """
    try:
        key, reader = signing.loads(token, salt=_SALT, max_age=LIFE)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=reader, is_active=True).first()
    row = Attachment.objects.filter(pk=key).first()
    if user is None or row is None or not permitted(user, VIEW) or (row.restricted and not sees_reports(user)):
        return None
    _record_download(row, user.get_username())
    return row


def _record_download(row: Attachment, reader: str) -> None:
    """Write to the audit that a file was read; of a restricted one, only that something restricted was done."""
    if row.restricted:
        payload, now = {"attachment": row.pk, "sha256": row.sha256}, datetime.now(UTC)
        append(actor=reader, verb=KEEP_RESTRICTED, target_kind="case", target_key="", payload=payload, at=now)
    else:
        record_export(
            actor=reader, what="attachment", key=str(row.pk), parameters={"sha256": row.sha256, "bytes": row.size}
        )


def clean_name(name: str) -> str:
    """Return the name of a file without folders and without characters that a screen would hide or obey."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(
        character
        for character in unicodedata.normalize("NFC", last)
        if not unicodedata.category(character).startswith("C")
    )
    path = PurePosixPath(" ".join(seen.split()).strip(". "))
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix}"


def _media_type(case: Case, name: str, content: bytes, *, restricted: bool) -> str:
    if not content:
        raise AttachAnotherFile(_("The file is empty."))
    if len(content) > (most := most_attachment_bytes()):
        raise AttachAnotherFile(
            _("The file has %(bytes)s bytes: a case takes files of up to %(most)s."),
            bytes=grouped(len(content)),
            most=grouped(most),
        )
    if Attachment.objects.filter(case=case, restricted=restricted).count() >= MOST_FILES:
        raise AttachAnotherFile(_("The case has %(most)s files, and takes no more."), most=MOST_FILES)
    if kind := type_of(name, content):
        return kind.media_type
    endings = ", ".join(attachment_types())
    raise AttachAnotherFile(_("A case takes files that are what their name ends in: %(endings)s."), endings=endings)


@dataclass(frozen=True, slots=True)
class _AttachmentType:
    """A kind of file: the ending of its name, its media type, and what its bytes begin with ("" for text)."""

    extension: str
    media_type: str
    signature: bytes
    is_text: bool

    def fits(self, content: bytes) -> bool:
        """Say whether some bytes are of this kind."""
        if self.is_text:
            return not _CONTROL.search(content)
        if not content.startswith(self.signature):
            return False
        return self.extension not in _OFFICE or _holds(content, _OFFICE[self.extension])


def type_of(name: str, content: bytes) -> _AttachmentType | None:
    """Return the kind of a file whose name and bytes agree on it; None where they do not, or no case takes it."""
    kind = attachment_types().get(PurePosixPath(name.lower()).suffix.removeprefix("."))
    return kind if kind and kind.fits(content) else None


@cache
def attachment_types() -> dict[str, _AttachmentType]:
    """Return the kinds of files that a case takes, by the ending of their name."""
    path = Path(__file__).with_name("data") / "attachment_types.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return {
            row["extension"]: _AttachmentType(
                row["extension"], row["media_type"], bytes.fromhex(row["signature"]), bool(row["is_text"])
            )
            for row in csv.DictReader(rows)
        }


def _holds(content: bytes, member: str) -> bool:
    """Say whether an archive has a part of this name: its directory is read, nothing is unpacked."""
    try:
        return member in Archive(content).names
    except BrokenArchive:
        return False
