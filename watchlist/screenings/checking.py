"""One product that a person types or draws: identified, compared with the law, and stored only on request."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Final

from watchlist.engine.answer import Answer, Line
from watchlist.engine.decision import Question
from watchlist.engine.reading import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings.known_corrections import corrected_manifest
from watchlist.screenings.models import Screening
from watchlist.screenings.pipeline import screen
from watchlist.screenings.saving import save_answer

_NOTATIONS: Final = (
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
"""How each kind of text is written, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class TypedGoods:
    """What was typed, the field that it is said to be ("": to be guessed), and the declared amount."""

    typed: str
    kind: str = ""
    amount: tuple[tuple[str, str], ...] = ()

    def line(self, kind: str) -> dict[str, str]:
        """Return a declared line with the text in the field `kind`, and the amount."""
        return {kind: self.typed, **{name: text for name, text in self.amount if text}}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The answer on one line, and the field (`kind`) that the text was read as."""

    kind: str
    manifest: DeclaredManifest
    original: bytes
    question: Question
    answer: Answer

    @property
    def line(self) -> Line:
        """Return the answer on the line."""
        return self.answer.lines[0]


def check_goods(goods: TypedGoods, question: Question, reference: str = "") -> CheckResult:
    """Return the answer on what was typed, in the first kind that it is written like and that resolves to something.

    Nothing is stored. Raises `CorrectTheQuestion` where the question cannot be answered as asked.
    """
    first: CheckResult | None = None
    written = (kind for kind, notation in _NOTATIONS if notation.fullmatch(goods.typed))
    for kind in dict.fromkeys([goods.kind] if goods.kind else written):
        checked = _check_as(goods, kind, question, reference)
        if checked.line.resolution:
            return checked
        first = first or checked
    assert first is not None  # whatever is typed may be a name
    return first


def keep_check(*, checked: CheckResult, actor: str) -> Screening:
    """Store an answer as a screening under the reference that it was asked with, and return it."""
    return save_answer(
        manifest=checked.manifest,
        original=checked.original,
        question=checked.question,
        answer=checked.answer,
        actor=actor,
    )


def _check_as(goods: TypedGoods, kind: str, question: Question, reference: str) -> CheckResult:
    payload = {"lines": [goods.line(kind)]}
    # Who types the same goods under another reference means others.
    # As `manifest_from_payload` writes it, so that the hash that it states is that of the bytes kept.
    original = json.dumps(payload, default=str, separators=(",", ":")).encode()
    named = replace(manifest_from_payload(payload), reference=reference.strip(), is_another=True)
    manifest = corrected_manifest(named, question.known_at)
    return CheckResult(kind, manifest, original, question, screen(manifest, question))
