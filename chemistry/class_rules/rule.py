"""What a class rule says: plain text and numbers, so that it can be pickled; a molecule is laid on it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Joined = Literal["or", "and", "not"]

HYDROGEN: Final = "hydrogen"
"""As a class of substituent: nothing is there."""
MASS: Final = "mass"
CLOSED_RING: Final = "closed_ring"
"""Conditions that no site bears: the molecule is too heavy; a branch closes back on the frame."""


@dataclass(frozen=True, slots=True)
class ReferenceStructure:
    """What the law compares with."""

    name: str
    smiles: str


@dataclass(frozen=True, slots=True)
class Limb:
    """One of the changes to the reference that the law names, restated."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """What decides a question: `is_yes`, and the text that says so."""

    is_yes: bool
    citation: str
    source: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What the words of the law leave open."""

    id: str
    words: str
    answer: QuestionAnswer | None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A substance that the law takes out of the class by name.

    `question`: whether it does; "" where that is certain.
    """

    name: str
    smiles: str
    citation: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What may stand at a site: exact branches, classes of substituent, or a part with sites of its own.

    Without a limb it is as in the reference. `max_carbons` of 0 sets no limit.
    """

    smiles: tuple[str, ...]
    classes: tuple[str, ...]
    part: str
    limb: str
    question: str
    max_carbons: int


@dataclass(frozen=True, slots=True)
class RuleSite:
    """Atoms of a core or part by map number, and what may be there, the first alternative first.

    `words`: what the reference bears at a `required` site, which bears exactly one branch; else where the site is.
    `most`: branches at most at any other, 0 for no limit.
    """

    id: str
    words: str
    at: tuple[int, ...]
    required: bool
    most: int
    allow: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Core:
    """A frame. One "or" core must lie on the molecule and bears the sites; "and" must be there too, "not" must not."""

    id: str
    words: str
    smarts: str
    joined: Joined


@dataclass(frozen=True, slots=True)
class RulePart:
    """A pattern for a whole branch: its SMARTS begins with the attachment."""

    id: str
    words: str
    smarts: str
    sites: tuple[RuleSite, ...]


@dataclass(frozen=True, slots=True)
class RuleDefinition:
    """A legal class.

    `proviso`: what the law says of members in a clause ("unless a schedule names it"), which no structure shows.
    `open`: the question that whatever has frame and sites in order comes out as. `max_mass` in u, 0 for no limit.
    """

    key: str
    title: str
    jurisdiction: str
    instrument: str
    citation: str
    confidence: str
    source: str
    note: str
    proviso: str
    reference: ReferenceStructure
    limbs: tuple[Limb, ...]
    cores: tuple[Core, ...]
    sites: tuple[RuleSite, ...]
    parts: tuple[RulePart, ...]
    questions: tuple[OpenQuestion, ...]
    exclusions: tuple[Exclusion, ...]
    open: str
    max_mass: float
