"""What came of laying a rule on a molecule, step by step, and in sentences for people who are no chemists.

What sites said is added up; of two ways to read a molecule, ranks tell which is the better.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from chemistry.class_rules.rule import RuleDefinition

Outcome = Literal["member", "question", "excluded", "outside"]
Verdict = Literal["yes", "question", "no"]

OUTCOMES: Final[tuple[Outcome, ...]] = ("member", "question", "excluded", "outside")
"""From the inside outwards."""

MAX_SENTENCE: Final = 240
"""Characters of a sentence on what is outside by one condition, about two lines: what the class allows is cut to it."""

Places = Sequence[tuple[int, ...]]
"""For each atom of one molecule, the atoms that stand for it in another."""


@dataclass(frozen=True, slots=True)
class SiteTrace:
    """What stands at a site.

    `site`: its words. `limb`: "" where it is as in the law's reference. `substituent`: the branch, with * for each bond
    to the frame. `class_name`: of the vocabulary, or the words of the part that took it, whose own sites follow.
    `group`: "a 4-fluorophenyl ring". `phrase`: "a 4-fluorophenyl ring in place of phenyl".
    """

    site: str
    limb: str
    substituent: str
    class_name: str
    verdict: Verdict
    group: str
    phrase: str
    atoms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnmetCondition:
    """A condition of the class that the molecule does not meet: its id in the rule, in words, and where.

    `allows`: what the class has there instead; none where that would say nothing. `site`: in words, the one that must
    hold something and holds another `group`, in words too; both "" where what fails is of no such site.
    """

    condition: str
    sentence: str
    atoms: tuple[int, ...]
    allows: tuple[str, ...] = ()
    site: str = ""
    group: str = ""


Located = TypeVar("Located", SiteTrace, UnmetCondition)


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """How a molecule stands to a class.

    `limbs`: ids, in the law's order. `questions`: in words. `forms`: "ester" or "ether" where the molecule is that of a
    member: a hydroxy group that a limb allows, acylated or alkylated. `excluded_by`: who it is, and the citation.
    `elsewhere`: the name of what is left out because the law names it elsewhere; "" for all else. `marks`: for each
    limb the atoms that it speaks of. `frame`: the atoms that the patterns of the rule lie on. Atoms are indices in the
    molecule examined. `statement`: one sentence for the outcome.
    """

    rule: str
    outcome: Outcome
    limbs: tuple[str, ...]
    sites: tuple[SiteTrace, ...]
    failures: tuple[UnmetCondition, ...]
    questions: tuple[str, ...]
    forms: tuple[str, ...]
    excluded_by: str
    statement: str
    marks: Mapping[str, tuple[int, ...]]
    frame: tuple[int, ...] = ()
    elsewhere: str = ""

    @property
    def sentence(self) -> str:
        """The statement; where a question is open, with the question."""
        if self.outcome == "question":
            return f"{self.statement} Open question: {' '.join(self.questions)}"
        return self.statement

    @property
    def is_near(self) -> bool:
        """Outside by one condition alone."""
        return self.outcome == "outside" and len(self.failures) == 1

    @property
    def atoms(self) -> tuple[int, ...]:
        """Everything that limbs and failures speak of; the frame, where they say nothing."""
        failing = (atom for failure in self.failures for atom in failure.atoms)
        spoken_of = {*failing, *(atom for atoms in self.marks.values() for atom in atoms)}
        return tuple(sorted(spoken_of)) or self.frame

    def moved(self, places: Places) -> RuleTrace:
        """The same, its atoms those of another molecule."""
        return replace(
            self,
            sites=_all_moved(self.sites, places),
            failures=_all_moved(self.failures, places),
            marks={limb: _moved(atoms, places) for limb, atoms in self.marks.items()},
            frame=_moved(self.frame, places),
        )


def statement(rule: RuleDefinition, trace: RuleTrace) -> str:
    """One sentence for the outcome of the trace."""
    title = f'"{rule.title}"'
    if trace.outcome == "excluded":
        inside = f" ({by_limbs(trace.limbs)})" if trace.limbs else ""
        return f"Meets the words of the class {title}{inside}, which leaves it out: {trace.excluded_by}."
    if trace.outcome == "outside":
        count = "one condition" if len(trace.failures) == 1 else f"{len(trace.failures)} conditions"
        unmet = "; ".join(failure.sentence for failure in trace.failures)
        wording = f"Has the frame of the class {title}, and is outside it by {count}: {unmet}"
        allows = trace.failures[0].allows if trace.is_near else ()
        return f"{wording}{_instead(allows, MAX_SENTENCE - len(wording))}."
    by = f" {by_limbs(trace.limbs)}" if trace.limbs else ""
    unless = f", {rule.proviso}" if rule.proviso else ""
    changes = _changes(trace)
    form = f"; it is an {listed(trace.forms)} of such a substance" if trace.forms else ""
    inside = "May be inside" if trace.outcome == "question" else "Inside"
    return f"{inside} the class {title}{by}{f': {changes}' if changes else ''}{form}{unless}."


def _instead(allows: Sequence[str], room: int) -> str:
    """What the class has instead: all of it, or as much as there is room for, and at least the first."""
    if not allows:
        return ""
    phrasings = [listed(allows, "or"), *(f"{', '.join(allows[:count])} …" for count in range(len(allows) - 1, 0, -1))]
    fitting = (f", where the class has {words} only" for words in phrasings)
    return next((words for words in fitting if len(words) < room), f", where the class has {phrasings[-1]} only")


def by_limbs(limbs: Sequence[str]) -> str:
    """ "by limb A", "by limbs A and B"."""
    return f"by limb {limbs[0]}" if len(limbs) == 1 else f"by limbs {listed(limbs)}"


def _changes(trace: RuleTrace) -> str:
    """What each limb did, in the law's order; equal ones once."""
    steps = [(site.limb, site.phrase) for limb in trace.limbs for site in trace.sites if site.limb == limb]
    return ", and ".join(f"{phrase} ({limb})" for limb, phrase in dict.fromkeys(steps))


def listed(words: Sequence[str], joint: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"


def _all_moved(found: Iterable[Located], places: Places) -> tuple[Located, ...]:
    return tuple(replace(each, atoms=_moved(each.atoms, places)) for each in found)


def _moved(atoms: Iterable[int], places: Places) -> tuple[int, ...]:
    return tuple(sorted(new for atom in atoms for new in places[atom]))


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
        """The same, for the molecule that the branch read was cut from; -1 is no atom of it."""
        places = [(atom,) if atom >= 0 else () for atom in origin]
        return replace(
            self,
            sites=_all_moved(self.sites, places),
            failures=_all_moved(self.failures, places),
            frame=_moved(self.frame, places),
        )
