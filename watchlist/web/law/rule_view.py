"""One class rule in words and as a picture: what the law compares with, its limbs, sites and questions, their marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from string import ascii_uppercase

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext as _, gettext_lazy, ngettext

from chemistry import depict, is_sign, limb_colour
from chemistry.class_rules import (
    HYDROGEN,
    Alternative,
    OpenQuestion,
    ReferencePlaces,
    RuleMatcher,
    RulePart,
    RuleSite,
    SitePlace,
    SiteTrace,
    class_words,
    classes,
    listed,
    named,
    places,
    read_rule,
)

JOINED = {
    "or": gettext_lazy("must be there: %(cores)s"),
    "and": gettext_lazy("must be there too: %(cores)s"),
    "not": gettext_lazy("must not be there: %(cores)s"),
}
NOWHERE = SitePlace(frozenset(), ())
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


@dataclass(frozen=True, slots=True)
class LimbView:
    """A limb, or a site of a rule without limbs: its sign and its words."""

    mark: LimbMark
    words: str


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """What may stand at a site: by which limb (None: by none), in words, and under which question."""

    mark: LimbMark | None
    words: str
    note: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class RuleSiteView:
    """A site: its signs, where it is and within which part, what the reference has there, and what is allowed."""

    marks: tuple[LimbMark, ...]
    words: str
    within: str
    has: str
    holds: str
    choices: tuple[ChoiceView, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """What the words leave open; `answer` is yes or no in the page's language, or "" while nobody has given one."""

    words: str
    answer: str
    citation: str
    source: str


@dataclass(frozen=True, slots=True)
class ExclusionView:
    """What the law names as left out; `question`: whether it does, in words, "" where that is certain."""

    name: str
    citation: str
    question: str


class RuleView:
    """A compiled rule with its words, which are made when first read."""

    def __init__(self, text: str, key: str) -> None:
        self.rule = read_rule(text, key)
        self.compiled = RuleMatcher(self.rule)
        own = [sign for signs in self._signs.values() for sign in signs]
        self.marks = Marks([limb.id for limb in self.rule.limbs] or own)

    @cached_property
    def compares(self) -> str:
        """Return in one sentence what the law compares with."""
        name, number = self.rule.reference.name, len(self.rule.limbs)
        if self.rule.open:
            return _(
                "The law's words set no limits by structure: whatever has the core of %(name)s is put to a person."
            ) % {"name": name}
        if not number:
            return _(
                "The law draws a frame, shown on %(name)s: inside is what bears only groups allowed at its sites."
            ) % {"name": name}
        template = ngettext(
            "The law compares with %(name)s: inside is what differs from it by the limb below, and by nothing else.",
            "The law compares with %(name)s: inside is what differs from it by one or more of the %(limbs)d limbs "
            "below, and by nothing else.",
            number,
        )
        return template % {"name": name, "limbs": number}

    @cached_property
    def cores(self) -> tuple[str, ...]:
        """Return which cores must be there, one of several being enough, and which must not."""
        cores = {joined: [core.words for core in self.rule.cores if core.joined == joined] for joined in JOINED}
        joins = {"or": _either, "and": listed, "not": _either}
        return tuple(
            JOINED[joined] % {"cores": joins[joined](core_words)} for joined, core_words in cores.items() if core_words
        )

    @cached_property
    def limbs(self) -> tuple[LimbView, ...]:
        """Return the limbs in the law's order."""
        return tuple(LimbView(self.marks.mark_of(limb.id), limb.words) for limb in self.rule.limbs)

    @cached_property
    def legend(self) -> tuple[LimbView, ...]:
        """Return the signs of the sites of a rule without limbs."""
        signs = [] if self.rule.limbs else [sign for signs in self._signs.values() for sign in signs]
        return tuple(LimbView(self.marks.mark_of(sign), self._where(sign)) for sign in signs)

    @cached_property
    def picture(self) -> SafeString:
        """Return the reference structure drawn, its core in heavy lines, the sites of the limbs in halos."""
        regions = self._regions()
        legend = [f"{sign}, {self._where(sign)}" for sign in regions]
        title = "; ".join([_("%(name)s, its core in heavy lines") % {"name": self.rule.reference.name}, *legend])
        return self.marks.draw(self.rule.reference.smiles, regions, title=title, core=self._places.frame)

    @cached_property
    def sites(self) -> tuple[RuleSiteView, ...]:
        """Return the sites, those of a part after the site that it may stand at."""
        return tuple(self._site(site, within) for site, within in self._all_sites())

    @cached_property
    def questions(self) -> tuple[QuestionView, ...]:
        """Return what the words leave open, with the answers that are held."""
        return tuple(map(_question, self.rule.questions))

    @cached_property
    def exclusions(self) -> tuple[ExclusionView, ...]:
        """Return what the law leaves out by name, and what it may leave out."""
        questions = {question.id: question.words for question in self.rule.questions}
        return tuple(
            ExclusionView(exclusion.name, exclusion.citation, questions.get(exclusion.question, ""))
            for exclusion in self.rule.exclusions
        )

    @cached_property
    def vocabulary(self) -> tuple[tuple[str, str], ...]:
        """Return the classes of substituent that the rule uses and that need a word of explanation."""
        used = (name for site, _ in self._all_sites() for choice in site.allow for name in choice.classes)
        notes = {name: classes()[name].note for name in used if name != HYDROGEN}
        return tuple((class_words(name), note) for name, note in notes.items() if note)

    def condition(self, name: str) -> str:
        """Return a condition's id in words."""
        sites = {site.id: _at(site) for site, _ in self._all_sites()}
        cores = {core.id: f"on {core.words}" for core in self.rule.cores}
        return (cores | sites).get(name, name.replace("_", " "))

    def sign(self, step: SiteTrace) -> str:
        """Return the sign of a step of a trace: its limb; in a rule without limbs, the letter of the site."""
        if self.rule.limbs:
            return step.limb
        return next((s for site, _ in self._all_sites() if site.words == step.site for s in self._signs[site.id]), "")

    @cached_property
    def _places(self) -> ReferencePlaces:
        return places(self.rule)

    @cached_property
    def _signs(self) -> dict[str, tuple[str, ...]]:
        """The signs of each site: its limbs; in a rule without limbs, a letter where something may stand."""
        sites = [site for site, _ in self._all_sites()]
        if self.rule.limbs:
            used = {site.id: {choice.limb for choice in site.allow} for site in sites}
            return {site.id: tuple(limb.id for limb in self.rule.limbs if limb.id in used[site.id]) for site in sites}
        own = [site.id for site in sites if any(not choice.part for choice in site.allow)]
        letters = dict(zip(own, ascii_uppercase, strict=False))
        return {site.id: tuple(letters.get(site.id, "")) for site in sites}

    def _all_sites(self) -> Iterator[tuple[RuleSite, str]]:
        """Every site once, with the words of the part that it is of, "" for the core."""
        parts = {part.id: part for part in self.rule.parts}
        seen: set[str] = set()

        def inside(sites: Iterable[RuleSite], within: str) -> Iterator[tuple[RuleSite, str]]:
            for site in sites:
                if site.id not in seen:
                    seen.add(site.id)
                    yield site, within
                for part in (parts[choice.part] for choice in site.allow if choice.part):
                    yield from inside(part.sites, part.words)

        yield from inside(self.rule.sites, "")

    def _where(self, sign: str) -> str:
        return listed(list(dict.fromkeys(site.words for site, _ in self._all_sites() if sign in self._signs[site.id])))

    def _regions(self) -> dict[str, frozenset[int]]:
        """The atoms of each sign; those that two share go to the one that has fewer, so that both are seen."""
        whole: dict[str, frozenset[int]] = {}
        for site, signs in self._signs.items():
            for sign in signs:
                whole[sign] = whole.get(sign, frozenset()) | self._places.sites.get(site, NOWHERE).atoms
        taken: frozenset[int] = frozenset()
        regions: dict[str, frozenset[int]] = {}
        for sign in sorted(whole, key=lambda sign: len(whole[sign])):
            regions[sign] = whole[sign] - taken
            taken |= whole[sign]
        return {sign: regions[sign] for sign in self.marks.signs if regions.get(sign)}

    def _site(self, site: RuleSite, within: str) -> RuleSiteView:
        return RuleSiteView(
            marks=tuple(map(self.marks.mark_of, self._signs[site.id])),
            words=_at(site),
            within=within,
            has=self._has(site),
            holds=_holds(site),
            choices=tuple(self._choice(choice, site) for choice in site.allow),
        )

    def _has(self, site: RuleSite) -> str:
        """Return what the reference has at a site: "" where it has no such site."""
        place = self._places.sites.get(site.id)
        if place is None:
            return ""
        if place.groups and site.required:
            return site.words
        return listed([named(group) for group in place.groups]) if place.groups else "hydrogen"

    def _choice(self, choice: Alternative, site: RuleSite) -> ChoiceView:
        question = next((candidate for candidate in self.rule.questions if candidate.id == choice.question), None)
        return ChoiceView(
            mark=self.marks.mark_of(choice.limb) if choice.limb else None,
            words=self._allowed(choice),
            note="; ".join(self._notes(choice, site)),
            question=question.words if question else "",
            answer=_question(question).answer if question else "",
        )

    def _notes(self, choice: Alternative, site: RuleSite) -> Iterator[str]:
        if self.rule.limbs and site.required and not choice.limb:
            yield _("as in %(name)s") % {"name": self.rule.reference.name}
        if choice.part and self._part(choice).sites:
            yield _("its own sites follow")

    def _part(self, choice: Alternative) -> RulePart:
        return next(part for part in self.rule.parts if part.id == choice.part)

    def _allowed(self, choice: Alternative) -> str:
        if choice.part:
            return self._part(choice).words
        kinds = [class_words(name) for name in choice.classes if name != HYDROGEN]
        allowed = [named(branch) for branch in choice.smiles]
        allowed += [f"{_either(kinds)}{'' if kinds[-1].endswith(('ring', 'group')) else ' groups'}"] if kinds else []
        allowed += ["nothing (hydrogen)"] if HYDROGEN in choice.classes else []
        limit = f", of at most {choice.max_carbons} carbon atoms" if choice.max_carbons else ""
        return f"{_either(allowed)}{limit}"


def rule_view(text: str, key: str) -> RuleView:
    """Return the view of a rule by its text, which was read when it was recorded, in the language of the page."""
    return _rule_view(text, key, get_language())


@lru_cache(maxsize=64)
def _rule_view(text: str, key: str, language: str | None) -> RuleView:
    return RuleView(text, key)


def _at(site: RuleSite) -> str:
    return f"{'in place of' if site.required else 'on'} {site.words}"


def _holds(site: RuleSite) -> str:
    if site.required:
        return _("one group")
    if not site.most:
        return _("any number of groups")
    return ngettext("at most %(groups)d group", "at most %(groups)d groups", site.most) % {"groups": site.most}


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _question(question: OpenQuestion) -> QuestionView:
    answer = question.answer
    if answer is None:
        return QuestionView(question.words, "", "", "")
    return QuestionView(question.words, _("yes") if answer.is_yes else _("no"), answer.citation, answer.source)
