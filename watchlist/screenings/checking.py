"""One thing that a person types or draws: told what it is, compared with the law, and stored only if he asks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from watchlist.engine.answer import Answer, Line
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings.models import Screening
from watchlist.screenings.pipeline import screen
from watchlist.screenings.saving import save

_WRITTEN: Final = (
    ("inchi", re.compile(r"InChI=1S?/\S+")),
    ("inchikey", re.compile(r"[A-Z]{14}-[A-Z]{10}-[A-Z]")),
    ("cas", re.compile(r"\d{2,7}-\d{2}-\d")),
    ("hs_code", re.compile(r"\d{4}(?:[. ]?\d{2}){0,3}")),
    # A bond, a bracketed atom or a ring that is opened: no name is written so.
    ("smiles", re.compile(r"(?=.*(?:[=#@\\]|[BCNOPSFIbcnops]\d))[A-Za-z0-9@+\-\[\]()=#$/\\%.:*]+")),
    ("name", re.compile(r".+", re.DOTALL)),
    # "NPP" and "PCP" are structures too, to a machine alone: they are names as long as any name is read.
    ("smiles", re.compile(r"[A-Za-z0-9@+\-\[\]()=#$/\\%.:*]+")),
)
"""How each is written, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Goods:
    """What was typed, the field that a person says it is ("" where that is left open), and how much there is of it."""

    typed: str
    kind: str = ""
    amount: tuple[tuple[str, str], ...] = ()

    def line(self, kind: str) -> dict[str, str]:
        """Return the line that declares them as this kind."""
        return {kind: self.typed, **{name: said for name, said in self.amount if said}}


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer on one line, and the field of a line that the text was read as."""

    kind: str
    manifest: DeclaredManifest
    original: bytes
    question: Question
    answer: Answer

    @property
    def line(self) -> Line:
        """Return the answer on the line."""
        return self.answer.lines[0]


def check(goods: Goods, question: Question, reference: str = "") -> Checked:
    """Return the answer on what was typed: read as its writing suggests, and as the next kind where nothing is read.

    Nothing is stored. Raises `CorrectTheQuestion` where the question cannot be answered as asked.
    """
    first: Checked | None = None
    for kind in dict.fromkeys(_kinds(goods)):
        checked = _checked(goods, kind, question, reference)
        if checked.line.resolution:
            return checked
        first = first or checked
    assert first is not None  # whatever is typed may be a name
    return first


def keep(*, checked: Checked, actor: str) -> Screening:
    """Store an answer as a screening under the reference that it was asked with, and return it."""
    return save(
        manifest=checked.manifest,
        original=checked.original,
        question=checked.question,
        answer=checked.answer,
        actor=actor,
    )


def _kinds(goods: Goods) -> Iterator[str]:
    if goods.kind:
        yield goods.kind
        return
    yield from (kind for kind, written in _WRITTEN if written.fullmatch(goods.typed))


def _checked(goods: Goods, kind: str, question: Question, reference: str) -> Checked:
    payload = {"lines": [goods.line(kind)]}
    # As `manifest_from_payload` writes it, so that the hash that it states is that of the bytes kept.
    original = json.dumps(payload, default=str, separators=(",", ":")).encode()
    manifest = replace(manifest_from_payload(payload), reference=reference.strip())
    return Checked(kind, manifest, original, question, screen(manifest, question))
