"""The marks of a class rule: one sign and one colour for each limb, the same on pictures, in legends and in tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.safestring import SafeString, mark_safe

from chemistry import depict, is_sign, limb_colour

PICTURE = (480, 290)


@dataclass(frozen=True, slots=True)
class LimbMark:
    """A sign and the name of its colour."""

    sign: str
    colour: str


class Marks:
    """The signs of one rule, in its order: the ids of its limbs, or letters for its sites where it has no limbs.

    Ids that are too long for a picture stand beside a letter.
    """

    def __init__(self, signs: Sequence[str]) -> None:
        self.signs = tuple(signs)
        self._drawn = dict(zip(signs, signs if all(map(is_sign, signs)) else ascii_uppercase, strict=False))

    def mark_of(self, sign: str) -> LimbMark:
        """Return a sign with its colour."""
        drawn = self._drawn.get(sign, sign)
        return LimbMark(sign if drawn == sign else f"{drawn} {sign}", limb_colour(drawn))

    def draw(
        self,
        smiles: str,
        marks: Mapping[str, Collection[int]],
        *,
        title: str,
        failing: Collection[int] = (),
        core: Collection[int] = (),
    ) -> SafeString:
        """Return the structure with the atoms of each sign in a halo, what fails in a ring, a core in heavy lines.

        Raises StructureError where it cannot be drawn.
        """
        signed = {self._drawn[sign]: atoms for sign, atoms in marks.items() if sign in self._drawn}
        width, height = PICTURE
        svg = depict(smiles, width=width, height=height, marks=signed, failing=failing, heavy=core, title=title)
        return mark_safe(svg)  # noqa: S308 - our own drawing, its title escaped  # nosec B308 B703
