"""What each pack asks, as reviewed text: a file a pack, with citation, source and how sure it is of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "sheets"
SUBSTANCE: Final = "substance"


@dataclass(frozen=True, slots=True)
class PackField:
    """One field of a form: its box, its label in the form's words, the source that fills it in, or else by whom."""

    label: str
    box: str = ""
    source: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class PackSection:
    """Fields under one heading; `each`: once for every listed substance on a line."""

    heading: str
    fields: tuple[PackField, ...]
    each: str = ""


@dataclass(frozen=True, slots=True)
class PackForm:
    """A pack as its file says it. `duty`: words of the duty that it answers, as findings tell it.

    `restricted`: that one is made tells that a report is.
    """

    key: str
    title: str
    form: str
    jurisdiction: str
    authority: str
    citation: str
    confidence: str
    source: str
    lists: tuple[str, ...]
    duty: str
    answers: str
    notes: tuple[str, ...]
    sections: tuple[PackSection, ...]
    restricted: bool = False


@lru_cache(maxsize=1)
def forms() -> dict[str, PackForm]:
    """Return every pack, by its key."""
    read = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return {form.key: form for form in map(_form, read)}


def _form(parsed: dict[str, Any]) -> PackForm:
    sections = tuple(
        PackSection(section["heading"], tuple(map(_field, section["fields"])), section.get("each", ""))
        for section in parsed.pop("sections")
    )
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in parsed.items()}
    return PackForm(sections=sections, **plain)


def _field(parsed: dict[str, str]) -> PackField:
    return PackField(parsed["label"], parsed.get("box", ""), parsed.get("from", ""), parsed.get("by", ""))
