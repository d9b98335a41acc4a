"""Catalogs of translations: the text of a .po file, and the .mo file that it is compiled to. No gettext is needed.

The wheel has them compiled (hatch_build.py); a checkout compiles its own when it starts, into its build folder. Imports
nothing of ours: it runs where a wheel is built.
"""

from __future__ import annotations

import ast
import hashlib
import re
import struct
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

SOURCE_LANGUAGE: Final = "en"
"""Its folder has the texts as they are gathered, and no translation."""
PO: Final = "*/LC_MESSAGES/django.po"
LINE: Final = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr)(?:\[(\d)\])? +)?(".*")')
MAGIC: Final = 0x950412DE
BETWEEN: Final = "\x00"
AFTER_CONTEXT: Final = "\x04"


class CatalogUnreadable(ValueError):
    """A line of a .po file is none: `path` and `line` say where."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(f"{path}, line {line}, is no line of a catalog")
        self.path, self.line = path, line


@dataclass(slots=True)
class CatalogEntry:
    """A text with its translations: one, or one for each form of the plural. `line`: where it stands in the file."""

    line: int
    texts: dict[str, str] = field(default_factory=dict)
    forms: dict[int, str] = field(default_factory=dict)
    is_fuzzy: bool = False

    @property
    def singular(self) -> str:
        """Return the text; that of the head of a catalog is empty."""
        return self.texts.get("msgid", "")

    @property
    def plural(self) -> str:
        """Return the text of many, "" where it has none."""
        return self.texts.get("msgid_plural", "")

    @property
    def key(self) -> str:
        """Return what it is looked up by."""
        context = self.texts.get("msgctxt")
        return self.singular if context is None else f"{context}{AFTER_CONTEXT}{self.singular}"

    @property
    def is_translated(self) -> bool:
        """Say whether every form is there and nobody doubts it."""
        return bool(self.forms) and all(self.forms.values()) and not self.is_fuzzy


def entries(path: Path) -> Iterator[CatalogEntry]:
    """Yield the entries of a .po file, its head first; those that are out of use are left out.

    Raises `CatalogUnreadable`.
    """
    entry, filled, is_fuzzy = CatalogEntry(1), ("", 0), False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#,"):
            is_fuzzy = "fuzzy" in line
        if not line.strip() or line.startswith("#"):
            continue
        if (found := LINE.fullmatch(line.strip())) is None:
            raise CatalogUnreadable(path, number)
        keyword, form, text = found.groups()
        if keyword in ("msgctxt", "msgid") and (entry.forms or not entry.texts):
            if entry.forms:
                yield entry
            entry, is_fuzzy = CatalogEntry(number, is_fuzzy=is_fuzzy), False
        filled = (keyword, int(form or 0)) if keyword else filled
        _add(entry, *filled, ast.literal_eval(text))
    if entry.forms:
        yield entry


def _add(entry: CatalogEntry, keyword: str, form: int, text: str) -> None:
    if keyword == "msgstr":
        entry.forms[form] = entry.forms.get(form, "") + text
    else:
        entry.texts[keyword] = entry.texts.get(keyword, "") + text


def compiled(catalog: Sequence[CatalogEntry]) -> bytes:
    """Return a catalog as the bytes of a .mo file: what is not translated, or is doubted, is left out."""
    texts = {_source(entry): BETWEEN.join(entry.forms.values()) for entry in catalog if entry.is_translated}
    pairs = sorted((source.encode(), translation.encode()) for source, translation in texts.items())
    start, end = 28, 28 + 16 * len(pairs)
    tables: list[list[tuple[int, int]]] = [[], []]
    bodies = [b"", b""]
    for column, table in enumerate(tables):
        at = end + sum(map(len, bodies))
        parts = []
        for pair in pairs:
            table.append((len(pair[column]), at))
            parts.append(pair[column] + b"\0")
            at += len(pair[column]) + 1
        bodies[column] = b"".join(parts)
    head = struct.pack("<7I", MAGIC, 0, len(pairs), start, start + 8 * len(pairs), 0, end)
    index = b"".join(struct.pack("<2I", *where) for table in tables for where in table)
    return head + index + b"".join(bodies)


def _source(entry: CatalogEntry) -> str:
    return f"{entry.key}{BETWEEN}{entry.plural}" if entry.plural else entry.key


def catalogs(folder: Path) -> dict[str, Path]:
    """Return the .po files of a folder by the name of their locale, the source language left out."""
    found = {path.parent.parent.name: path for path in sorted(folder.glob(PO))}
    return {locale: path for locale, path in found.items() if locale != SOURCE_LANGUAGE}


def compiled_folders(folder: Path, build: Path) -> list[str]:
    """Return the folders of compiled catalogs that stand elsewhere than these: none, where they have been compiled.

    Where not, they are compiled into the build folder, under the hash of their texts; where that cannot be written (a
    full disk), a warning says that pages speak English. Raises `CatalogUnreadable`.
    """
    texts = {locale: path for locale, path in catalogs(folder).items() if not path.with_suffix(".mo").exists()}
    if not texts:
        return []
    digest = hashlib.sha256()
    for path in texts.values():
        digest.update(path.read_bytes())
    home = build / f"locale-{digest.hexdigest()[:16]}"
    made = {home / locale / "LC_MESSAGES" / "django.mo": path for locale, path in texts.items()}
    try:
        for target, path in made.items():
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                _write_whole(target, compiled([*entries(path)]))
    except OSError as error:
        warnings.warn(f"catalogs cannot be compiled, and pages speak English: {error}", stacklevel=2)
    return [str(home)]


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file that is whole whenever it bears its name: two processes may start at once."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as made:
        written = Path(made.name)
        try:
            made.write(content)
            made.flush()
        except OSError:
            written.unlink()
            raise
    with suppress(FileExistsError):
        written.replace(path)
