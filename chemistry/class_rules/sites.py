"""A site of a rule, laid on the branch that stands there: which alternative takes it, and what that makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add, attrgetter
from typing import TYPE_CHECKING, Final

from chemistry.class_rules.branches import FrameBranch, carbons
from chemistry.class_rules.rule import CLOSED_RING, HYDROGEN, Alternative, OpenQuestion, RuleSite
from chemistry.class_rules.trace import FrameReading, SiteTrace, UnmetCondition, Verdict
from chemistry.class_rules.vocabulary import NOTHING, belongs, classes, named, with_article

if TYPE_CHECKING:
    from chemistry.class_rules.frames import Frame

HYDROXY: Final = "hydroxy"
FORMS_OF_HYDROXY: Final = {"acyloxy": "ester", "organyloxy": "ether"}
"""What an acylated or alkylated hydroxy group makes of the whole."""


@dataclass(frozen=True, slots=True)
class SiteContext:
    """What is common to all sites of a rule. `reference`: the name of what the law compares with.

    Where it does not ask, what the words leave open counts as answered no.
    """

    reference: str
    questions: Mapping[str, OpenQuestion]
    asks: bool = True

    def verdict(self, question: str) -> Verdict:
        """What stands under a question: certain where there is none, and where it is answered."""
        if not question:
            return "yes"
        answer = self.questions[question].answer
        if answer is None:
            return "question" if self.asks else "no"
        return "yes" if answer.is_yes else "no"


class SiteReader:
    """A site, its parts compiled and its questions answered."""

    def __init__(self, site: RuleSite, parts: Mapping[str, Frame], law: SiteContext) -> None:
        self.site = site
        self._parts = parts
        self._law = law
        self._hydroxy = next((choice for choice in site.allow if HYDROXY in choice.classes), None)
        sure = (choice for choice in site.allow if law.verdict(choice.question) == "yes")
        self._allows = allowed_words(site, {name: part.words for name, part in parts.items()}, sure)

    def read(self, branch: FrameBranch) -> FrameReading:
        """By the first alternative that takes the branch as it is; else as a form of a hydroxy group that the site, or
        a part, allows; else by the nearest miss."""
        taken: list[FrameReading] = []
        for choice in self.site.allow:
            reading = self._by_part(choice, branch) if choice.part else self._by_class(choice, branch)
            if reading is None:
                continue
            if not reading.failures and not reading.forms:
                return reading
            if self._law.verdict(choice.question) == "no":  # whatever the next alternative says
                taken = [*(earlier for earlier in taken if not earlier.failures), reading]
                break
            taken.append(reading)
        as_form = self._as_form(branch)
        if as_form is not None:
            taken.append(as_form)
        return min(taken, key=attrgetter("rank")) if taken else self._refused(branch)

    def empty(self, atoms: Iterable[int]) -> FrameReading:
        """What a required site says where nothing is."""
        phrase = f"{NOTHING} where {self._law.reference} has {self.site.words}"
        for choice in self.site.allow:
            if HYDROGEN in choice.classes:
                return self._taken(choice, "*[H]", HYDROGEN, NOTHING, phrase, ())
        return FrameReading(failures=(self._failure(NOTHING, phrase, tuple(sorted(atoms))),))

    def read_single(self, options: Sequence[Option], bearer: str) -> FrameReading:
        """The reading of a required site: it holds the best branch, and no other. `bearer`: the atom in words."""
        best, *others = sorted(options, key=lambda option: option.reading.rank)
        place = f"as a further group on the {bearer}, beside {named(best.branch.smiles)}"
        failures = tuple(
            UnmetCondition(self.site.id, f"{named(other.branch.smiles)} {place}", other.branch.atoms)
            for other in others
        )
        return best.reading + FrameReading(failures=failures)

    def read_all(self, options: Sequence[Option]) -> FrameReading:
        """The reading of any other site: the sum of its branches."""
        total = reduce(add, (option.reading for option in options), FrameReading())
        if not self.site.most or len(options) <= self.site.most:
            return total
        atoms = tuple(sorted(atom for option in options for atom in option.branch.atoms))
        phrase = f"{len(options)} groups on {self.site.words}, where the class has at most {self.site.most}"
        return total + FrameReading(failures=(UnmetCondition(self.site.id, phrase, atoms),))

    def _by_class(self, choice: Alternative, branch: FrameBranch) -> FrameReading | None:
        name = next((name for name in choice.classes if name != HYDROGEN and belongs(branch.smiles, name)), "")
        if not name and branch.smiles not in choice.smiles:
            return None
        if choice.max_carbons and carbons(branch.mol) > choice.max_carbons:
            return None
        return self._taken_as(choice, branch, name, name)

    def _by_part(self, choice: Alternative, branch: FrameBranch) -> FrameReading | None:
        """A part on which the branch closes back does not lie on it."""
        part = self._parts[choice.part]
        inner = part.read(branch.mol) if len(branch.attachments) == 1 else None
        if inner is None or any(failure.condition == CLOSED_RING for failure in inner.failures):
            return None
        return self._taken_as(choice, branch, part.words, "") + inner.moved(branch.origin)

    def _taken_as(self, choice: Alternative, branch: FrameBranch, class_name: str, named_as: str) -> FrameReading:
        """`named_as`: the class by which the branch is named, "" for none."""
        group = named(branch.smiles, named_as)
        return self._taken(choice, branch.smiles, class_name, group, self._phrase(group), branch.atoms)

    def _taken(  # noqa: PLR0917 - a branch, or that there is none
        self, choice: Alternative, smiles: str, class_name: str, group: str, phrase: str, atoms: tuple[int, ...]
    ) -> FrameReading:
        verdict = self._law.verdict(choice.question)
        trace = SiteTrace(self.site.words, choice.limb, smiles, class_name, verdict, group, phrase, atoms)
        failures = (self._failure(group, phrase, atoms),) if verdict == "no" else ()
        questions = (choice.question,) if verdict == "question" else ()
        return FrameReading((trace,), failures, questions)

    def _as_form(self, branch: FrameBranch) -> FrameReading | None:
        """A hydroxy group that the site allows, acylated or alkylated."""
        choice = self._hydroxy
        name = next((name for name in FORMS_OF_HYDROXY if belongs(branch.smiles, name)), "")
        if choice is None or not name:
            return None
        taken = self._taken_as(choice, branch, name, name)
        return replace(taken, forms=(FORMS_OF_HYDROXY[name],))

    def _refused(self, branch: FrameBranch) -> FrameReading:
        group = named(branch.smiles)
        phrase = self._phrase(group)
        trace = SiteTrace(self.site.words, "", branch.smiles, "", "no", group, phrase, branch.atoms)
        return FrameReading((trace,), (self._failure(group, phrase, branch.atoms, self._allows),))

    def _failure(self, group: str, phrase: str, atoms: tuple[int, ...], allows: tuple[str, ...] = ()) -> UnmetCondition:
        """What fails at this site; only one that must hold something is told apart from what it holds."""
        if not self.site.required:
            return UnmetCondition(self.site.id, phrase, atoms, allows)
        return UnmetCondition(self.site.id, phrase, atoms, allows, self.site.words, group)

    def _phrase(self, group: str) -> str:
        return f"{group} {'in place of' if self.site.required else 'on'} {self.site.words}"


@dataclass(frozen=True, slots=True)
class Option:
    """A branch at one site, read."""

    reader: SiteReader
    branch: FrameBranch
    reading: FrameReading


def allowed_words(site: RuleSite, parts: Mapping[str, str], taking: Iterable[Alternative]) -> tuple[str, ...]:
    """ "alkyl", "halogen"; of a required site "that" (as in the reference), "a single ring". None, if they say nothing.

    `parts`: words of the parts by id. `taking`: the alternatives that leave nothing open.
    """
    words = [word for choice in taking if choice.limb or not site.required for word in _words(choice, site, parts)]
    if not words or not all(words):
        return ()
    itself = ["that"] if site.required and any(not choice.limb for choice in site.allow) else []
    return tuple(dict.fromkeys([*itself, *words]))


def _words(choice: Alternative, site: RuleSite, parts: Mapping[str, str]) -> list[str]:
    """A required site bears one group, which has an article; any other, groups of these kinds."""
    of_classes = ("nothing" if name == HYDROGEN else classes()[name].words for name in choice.classes)
    kinds = [parts[choice.part]] if choice.part else list(of_classes)
    if site.required:
        kinds = [kind if kind in ("", "nothing") else with_article(kind) for kind in kinds]
    limit = f" of at most {choice.max_carbons} carbon atoms" if choice.max_carbons else ""
    return [*(kind and f"{kind}{limit}" for kind in kinds), *map(named, choice.smiles)]
