"""Files and request bodies to declared manifests; a new format is one module here and one row of READERS."""

from __future__ import annotations

import hashlib
import json
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from typing import BinaryIO, Final

from watchlist.engine.reading.archives import PACKED_SIGNATURE, PACKED_SUFFIX, unpacked
from watchlist.engine.reading.characters import clean
from watchlist.engine.reading.columns import DATE_FIELDS, Corrections, uncorrected
from watchlist.engine.reading.dates import infer_date_convention
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.file_bytes import FileBytes, head as file_head, sha256_of_file, whole
from watchlist.engine.reading.lines import Contents, DeclaredManifest, Keep, corrected_columns
from watchlist.engine.reading.readers.bodies import (
    BODIES as BODIES,
    LONG_BODIES as LONG_BODIES,
    NOT_JSON,
    REQUEST as REQUEST,
    REQUEST_LINES as REQUEST_LINES,
    read_body_lines,
)
from watchlist.engine.reading.readers.records import parse_body as parse_body, read_payload
from watchlist.engine.reading.spooling import distinct_texts
from watchlist.engine.texts import gettext_lazy as _

STANDARD_INPUT = "-"


def _read_format(path: str, data: FileBytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return what the bytes of a format hold, by the dotted path of its reader, loaded with the first such file.

    The columns are as corrected for a file of this shape, the lines as `keep` gives them back. All is held at once.
    Raises ManifestError.
    """
    return _read_by_line(path, whole(data), corrections, keep)


def _read_by_line(path: str, data: FileBytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the same of a format that is read line by line: of a long file no more is held than a block."""
    contents: Contents = resolve_name(path)(data, corrections, keep)
    return contents


READERS: Final[dict[str, Callable[..., Contents]]] = {
    ".csv": partial(_read_by_line, "watchlist.engine.reading.readers.delimited.read_delimited"),
    ".tsv": partial(_read_by_line, "watchlist.engine.reading.readers.delimited.read_delimited"),
    ".xlsx": partial(_read_format, "watchlist.engine.reading.readers.spreadsheet.read_spreadsheet"),
    ".json": partial(_read_format, "watchlist.engine.reading.readers.records.read_json"),
    ".jsonl": partial(_read_by_line, "watchlist.engine.reading.readers.records.read_json_lines"),
    ".edi": partial(_read_format, "watchlist.engine.reading.readers.edifact.read_edifact"),
    ".edifact": partial(_read_format, "watchlist.engine.reading.readers.edifact.read_edifact"),
    ".txt": partial(_read_format, "watchlist.engine.reading.readers.free_text.read_free_text"),
    ".xls": partial(_read_format, "watchlist.engine.reading.readers.other_workbooks.read_workbook"),
    ".xlsb": partial(_read_format, "watchlist.engine.reading.readers.other_workbooks.read_workbook"),
    ".ods": partial(_read_format, "watchlist.engine.reading.readers.other_workbooks.read_workbook"),
    ".pdf": partial(_read_format, "watchlist.engine.reading.readers.pages.read_pdf"),
    ".png": partial(_read_format, "watchlist.engine.reading.readers.pages.read_picture"),
    ".jpg": partial(_read_format, "watchlist.engine.reading.readers.pages.read_picture"),
    ".jpeg": partial(_read_format, "watchlist.engine.reading.readers.pages.read_picture"),
    ".tif": partial(_read_format, "watchlist.engine.reading.readers.pages.read_picture"),
    ".tiff": partial(_read_format, "watchlist.engine.reading.readers.pages.read_picture"),
    ".docx": partial(_read_format, "watchlist.engine.reading.readers.pages.read_word"),
    ".eml": partial(_read_format, "watchlist.engine.reading.readers.bundles.read_letter"),
    ".zip": partial(_read_format, "watchlist.engine.reading.readers.bundles.read_archive"),
}
PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
TEXTS: Final = frozenset({".csv", ".tsv", ".json", ".jsonl", ".edi", ".edifact", ".txt"})
"""What is read compressed, too: all else is packed already."""
INPUT_FORMATS: Final = {"csv": ".csv", "jsonl": ".jsonl"}
"""What standard input may hold, and how it is read. CSV was all once: its lines are stored under a bare name."""
# The first bytes of files that are no text, whatever their name says.
_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "an archive or a workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a compressed file"),
)
LONGEST_SIGNATURE: Final = max(len(signature) for signature, _kind in _SIGNATURES)


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read: the name of it that a manifest bears, its bytes, unpacked, and the suffix of its format."""

    name: str
    data: bytes
    suffix: str


def read_manifest(
    path_or_dash: str,
    *,
    stdin: BinaryIO | None = None,
    input_format: str | None = None,
    corrections: Corrections = uncorrected,
) -> DeclaredManifest:
    """Return the manifest in a file (of a suffix of READERS; of TEXTS also as .gz), or on standard input for "-".

    `corrections` is asked for what an officer said of the columns of a file of this shape. Raises ManifestError, whose
    text is one sentence for the person who named the file.
    """
    return read_source(source_of(path_or_dash, stdin=stdin, input_format=input_format), corrections)


def source_of(path_or_dash: str, *, stdin: BinaryIO | None = None, input_format: str | None = None) -> Source:
    """Return what a file, or standard input for "-", holds; raises ManifestError.

    `input_format`, of INPUT_FORMATS, is that of standard input; unless given, what begins with { is JSON Lines.
    """
    if path_or_dash == STANDARD_INPUT:
        return _from_standard_input((stdin or sys.stdin.buffer).read(), input_format)
    if input_format:
        of_standard_input = _("an input format is that of standard input; how a file is read, its suffix says")
        raise ManifestError(of_standard_input).about(path_or_dash)
    try:
        return _from_file(Path(path_or_dash))
    except ManifestError as error:
        raise error.about(path_or_dash) from error


def read_source(source: Source, corrections: Corrections = uncorrected, keep: Keep = tuple) -> DeclaredManifest:
    """Return the manifest in a source; raises ManifestError."""
    try:
        return _read(source.name, source.suffix, source.data, corrections, keep)
    except ManifestError as error:
        raise error.about(source.name) from error


def _read(name: str, suffix: str, data: FileBytes, corrections: Corrections, keep: Keep) -> DeclaredManifest:
    contents = read_contents(suffix, data, corrections, keep)
    return _manifest(name, sha256_of_file(data), contents, corrections)


def read_contents(suffix: str, data: FileBytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return what the bytes of a file of a suffix of READERS hold; raises ManifestError."""
    if suffix in TEXTS:
        _refuse_binary(file_head(data, LONGEST_SIGNATURE))
    return READERS[suffix](data, corrections, keep)


def manifest_from_upload(
    source: str, data: FileBytes, corrections: Corrections = uncorrected, keep: Keep = tuple
) -> DeclaredManifest:
    """Return the manifest in bytes sent under the name of a file (of a suffix of READERS). Raises ManifestError."""
    suffix = Path(source).suffix.lower()
    if suffix not in READERS:
        raise _unknown_kind().about(source)
    try:
        return _read(source, suffix, data, corrections, keep)
    except ManifestError as error:
        raise error.about(source) from error


def manifest_from_payload(
    payload: Mapping[str, object] | Sequence[object], corrections: Corrections = uncorrected, keep: Keep = tuple
) -> DeclaredManifest:
    """Return the manifest in a parsed JSON body: a list of lines, or `lines` beside shipment-level fields.

    `sha256` is that of the body written again as JSON. Raises ManifestError.
    """
    try:
        written = json.dumps(payload, default=str, separators=(",", ":")).encode()
        sha256 = hashlib.sha256(written).hexdigest()
        return _manifest(REQUEST, sha256, read_payload(payload, corrections, keep=keep), corrections)
    except RecursionError as error:
        raise ManifestError(_("the request is nested too deeply; send a list of lines")) from error


def refuse_unreadable(source: str, head: bytes) -> None:
    """Raise ManifestError for a kind of file that is not read, by its name or its first bytes."""
    suffix = Path(source).suffix.lower()
    if source not in BODIES and suffix not in READERS:
        raise _unknown_kind().about(source)
    if source in BODIES or suffix in TEXTS:
        try:
            _refuse_binary(head)
        except ManifestError as error:
            raise error.about(source) from error


def manifest_from_stored(
    source: str,
    data: FileBytes,
    corrections: Corrections = uncorrected,
    day: date | None = None,
    keep: Keep = tuple,
) -> DeclaredManifest:
    """Return the manifest in bytes that were kept: a file, or the body of a request (of `BODIES`).

    `day` is that of lines which state none, nor the file for them; its lines are as `keep` gives them back. Raises
    ManifestError.
    """
    shipment = {"date": day.isoformat()} if day else {}
    if source in BODIES:
        return _manifest_of_body(source, data, shipment, corrections, keep)
    manifest = manifest_from_upload(source, data, corrections, keep)
    return replace(manifest, shipment={**shipment, **manifest.shipment})


def _manifest_of_body(
    source: str, data: FileBytes, shipment: Mapping[str, str], corrections: Corrections, keep: Keep
) -> DeclaredManifest:
    sha256 = sha256_of_file(data)
    if source == REQUEST_LINES:
        contents = read_body_lines(data, shipment, corrections, keep)
        return _manifest(REQUEST, sha256, contents, corrections)
    try:
        lines = BODIES[source](whole(data))["lines"]
    except (ValueError, RecursionError) as error:
        raise ManifestError(NOT_JSON) from error
    return replace(manifest_from_payload({"lines": lines, **shipment}, corrections, keep), sha256=sha256)


def _from_standard_input(data: bytes, input_format: str | None) -> Source:
    name = "standard input"
    try:
        text = unpacked(data) if data.startswith(PACKED_SIGNATURE) else data
    except ManifestError as error:
        raise error.about(name) from error
    begins_as_json = text[:1_000].removeprefix(BOM_UTF8).lstrip().startswith(b"{")
    suffix = INPUT_FORMATS[input_format or ("jsonl" if begins_as_json else "csv")]
    return Source(name if suffix == ".csv" else f"{name}{suffix}", text, suffix)


def _from_file(path: Path) -> Source:
    """Return what a file holds; one that is compressed bears the name of what it is compressed from."""
    is_packed = path.suffix.lower() == PACKED_SUFFIX
    inner = path.with_suffix("") if is_packed else path
    suffix = inner.suffix.lower()
    if path.is_dir():
        raise ManifestError(_("it is a folder; name one file"))
    if not path.exists():
        raise ManifestError(_("there is no such file; check its name"))
    if suffix not in (TEXTS if is_packed else READERS):
        raise _unknown_kind()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ManifestError(
            _("it cannot be read (%(strerror)s); check its permissions"), strerror=error.strerror
        ) from error
    return Source(inner.name, unpacked(data) if is_packed else data, suffix)


def _unknown_kind() -> ManifestError:
    return ManifestError(_("files of this kind are not read; send one of %(suffixes)s"), suffixes=" ".join(READERS))


def _refuse_binary(data: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ManifestError(
                _("it is %(kind)s, not text; send one of %(suffixes)s under its own suffix"),
                kind=kind,
                suffixes=" ".join(READERS),
            )


def _manifest(source: str, sha256: str, contents: Contents, corrections: Corrections) -> DeclaredManifest:
    ignored = [column.name for column in contents.columns if column.field is None]
    of_workbook = "sheet " if contents.account.dialect == "workbook" else ""
    sheets = [f"{of_workbook}{name}" for name in contents.account.not_read]
    own = tuple(contents.shipment.get(name) for name in DATE_FIELDS)
    written = [own, *distinct_texts(contents.lines, DATE_FIELDS)]
    texts = dict.fromkeys(text for row in written for text in row if text is not None)
    dated = [column.name for column in contents.columns if column.field in DATE_FIELDS]
    return DeclaredManifest(
        source=clean(source).declared,
        sha256=sha256,
        shipment=contents.shipment,
        ignored_columns=tuple(dict.fromkeys([*ignored, *contents.left_unread, *sheets])),
        lines=contents.lines,
        date_convention=infer_date_convention(texts, dated),
        headings=contents.headings,
        head=contents.head,
        account=replace(contents.account, mapping=tuple(corrected_columns(contents.headings, corrections))),
    )
