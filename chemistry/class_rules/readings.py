"""What sites said of a molecule, added up; and which of two ways to read it is the better."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chemistry.class_rules.trace import SiteTrace, UnmetCondition


@dataclass(frozen=True, slots=True)
class FrameReading:
    """What sites said; atoms are those of the molecule read. `frame`: those that cores and parts lie on."""

    sites: tuple[SiteTrace, ...] = ()
    failures: tuple[UnmetCondition, ...] = ()
    questions: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    frame: tuple[int, ...] = ()

    def __add__(self, other: FrameReading) -> FrameReading:
        return FrameReading(
            self.sites + other.sites,
            self.failures + other.failures,
            self.questions + other.questions,
            self.forms + other.forms,
            self.frame + other.frame,
        )

    @property
    def limbs(self) -> set[str]:
        return {site.limb for site in self.sites if site.limb}

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """The least is the best. A form is the last resort: a question of the words goes before it."""
        return len(self.failures), len(self.forms), len(self.questions), len(self.limbs)

    @property
    def rank_and_words(self) -> tuple[tuple[int, int, int, int], tuple[str, ...]]:
        """Between equals the words decide, so that the order of atoms never does."""
        return self.rank, tuple(site.phrase for site in self.sites)

    def moved(self, origin: Sequence[int]) -> FrameReading:
        """The same, for the molecule that the branch read was cut from."""
        return replace(
            self,
            sites=tuple(replace(site, atoms=_moved(site.atoms, origin)) for site in self.sites),
            failures=tuple(replace(failure, atoms=_moved(failure.atoms, origin)) for failure in self.failures),
            frame=_moved(self.frame, origin),
        )


def _moved(atoms: Iterable[int], origin: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(origin[atom] for atom in atoms if origin[atom] >= 0))
