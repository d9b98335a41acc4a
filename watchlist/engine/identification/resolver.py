"""The resolver: an item's fields looked up each on its own, their structures examined together, then compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Final, TypeVar

from chemistry import (
    Examination,
    FormMatch,
    Identity,
    StructureRefusal,
    StructureText,
    inchikey_of,
    is_drawing,
    is_smiles_like,
)
from chemistry.class_rules import ClassMatch
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification.codes import CODES, Codes, codes_in_name, weigh_codes
from watchlist.engine.identification.conflicts import (
    Identification,
    StructureAsking,
    find_code_conflicts,
    find_conflicts,
    headings_in,
    outranked,
)
from watchlist.engine.identification.confusions import look_alikes
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.drawings import drawings_of
from watchlist.engine.identification.elements import elements_of, read_elements
from watchlist.engine.identification.name_reader import NameReader
from watchlist.engine.identification.names import Names
from watchlist.engine.identification.needed_inchikeys import NeededInchiKeys
from watchlist.engine.identification.parts import read_comment
from watchlist.engine.identification.phrases import phrases_of
from watchlist.engine.identification.records import (
    Candidate,
    Depth,
    FieldConflict,
    FieldResolution,
    ItemResolution,
    Reading,
    StrippedWords,
    in_order,
    in_order_of,
)
from watchlist.engine.identification.registry_numbers import RegistryNumbers, number_in_name
from watchlist.engine.identification.structures import InchiKeys, examiner_of, inchikey_in
from watchlist.engine.identification.within import holds_nothing, law_names_within, tells_of_contents
from watchlist.engine.identification.wordings import vague_words
from watchlist.engine.law import CompiledLaw
from watchlist.engine.workers import DETAILS, GROUP

__all__ = ["FieldConflict", "FieldResolution", "ItemResolution", "Resolver"]

NAMES_REMEMBERED: Final = 65_536
STRUCTURES: Final = ("smiles", "inchi")
"""Either column may hold the other notation, or a molfile: the text tells which it is."""

GOODS = ("cas", "name", "declaration_elements", "smiles", "inchi", "inchikey")
FIELDS = (*GOODS, "hs_code", "cn_code", "un_number", "remarked_cas", "remarked_goods", "comment")
OTHER_TEXTS = ("declaration_elements", "remarked_goods", "comment")
WORDED = frozenset({"name", "declaration_elements", "remarked_goods", "comment"})
STILL_THE_SUBSTANCE = frozenset({"mixture_component", "salt", "hydrate", "isotopologue", "stereo_unspecified"})

Match = TypeVar("Match", bound=FormMatch | ClassMatch)
Examinations = Mapping[StructureText, Examination | StructureRefusal]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the look-ups found in each field of one item (field, text, candidate), and the structures it declares.

    `item` holds the codes that its name marks, too: `in_name` are their fields.
    """

    item: Mapping[str, str]
    in_name: frozenset[str]
    candidates: tuple[tuple[str, str, Candidate], ...]
    structures: tuple[tuple[str, StructureText], ...]
    problems: tuple[LineProblem, ...]


class Resolver:
    """Resolves items under one compiled law; it remembers structures, so keep one for as long as the law stands."""

    def __init__(self, law: CompiledLaw, dictionary: Dictionary) -> None:
        self._law = law
        self._dictionary = dictionary
        self._examiner = examiner_of(law.reference_data)
        self._numbers = RegistryNumbers(law, dictionary)
        self._names = Names(law, dictionary, self._numbers)
        self._name_reader = NameReader(self._names)
        self._name_read = lru_cache(NAMES_REMEMBERED)(self._read_name)
        self._inchikeys = InchiKeys(law, dictionary, self._examiner)
        self._codes = Codes(law, dictionary)
        self._needed = NeededInchiKeys(drawings_of(dictionary), self._examiner.inchikeys)
        self._asking = StructureAsking(self._examiner.forms_of, lambda read: self.inchikeys_of([read])[0])

    def resolve(self, items: Sequence[Mapping[str, str]]) -> list[ItemResolution]:
        """Return what each item is, in order; its fields are those of `FIELDS`, all optional."""
        if len(items) > GROUP or draws_structure(items):  # a few that are named are known, and need no child process
            self._examiner.prepare()
        self._name_reader.prepare(_readable(item["name"]) for item in items if item.get("name"))
        drafts = [self._draft(item) for item in items]
        examined = self._examiner.examine(chain.from_iterable(map(_structures_of, drafts)))
        drawn = [text for draft in drafts for _, text in draft.structures]
        examined |= self._needed.completed(drawn, examined, examined)
        self._examiner.refusals(pair for draft in drafts for pair in _headings_and_structures(draft, examined))
        return [self._settle(draft, examined) for draft in drafts]

    def load_words(self) -> None:
        """Load the tables that names are read by, or make them: processes that are forked afterwards share them."""
        self._names.look_up("a word")
        self._name_reader.load_tables()

    def inchikeys_of(self, resolutions: Sequence[FieldResolution]) -> list[str]:
        """Return the InChIKey of each resolution, in order, computed together where it is untold; "" of what has none.

        None of this decides what the goods are.
        """
        untold = self._examiner.inchikeys.compute(read.untold for read in resolutions if read.untold)
        return [untold[read.untold] if read.untold else read.inchikey for read in resolutions]

    def _draft(self, item: Mapping[str, str]) -> Draft:
        in_name = codes_in_name(item)
        if in_name and self._bears_a_name(item["name"]):
            in_name = {}
        item = {**item, **in_name}
        candidates: list[tuple[str, str, Candidate]] = []
        structures: list[tuple[str, StructureText]] = []
        problems: list[LineProblem] = []
        for field in FIELDS:
            text = _readable(item.get(field, ""))
            if not text or text.isspace():
                continue
            inchikey = inchikey_of(text.strip()) if text.strip().startswith("InChI=") else ""
            if inchikey in self._law.inchikeys:
                candidates += ((field, text, candidate) for candidate in self._inchikeys.read(inchikey, field)[0])
                continue
            is_key = bool(inchikey_in(text))  # wherever it stands
            if not is_key and (field in STRUCTURES or (field == "inchikey" and is_drawing(text.strip()))):
                structures.append((field, StructureText(text, "written")))
                continue
            if field == "name" and not item.get("cas") and (contrary := self._contrary_number(text)):
                candidates += contrary
                problems += look_alikes(text)
                continue
            found, wrong = self._inchikeys.read(text, field) if is_key else self._look_up(field, text)
            if field == "name" and not found and is_smiles_like(text.strip()):
                structures.append((field, StructureText(text, "smiles")))
                continue
            candidates += ((field, text, candidate) for candidate in found)
            problems += wrong
        if any(candidate.other_goods for *_, candidate in candidates) and self._may_hold_more(item):
            candidates = [found for found in candidates if not found[2].other_goods]
            problems.append(_may_hold_more(item["name"]))
        return Draft(item, frozenset(in_name), tuple(candidates), tuple(structures), tuple(problems))

    def _bears_a_name(self, name: str) -> bool:
        """Say whether a text is of articles, or of empty packing, that bear a held name: "sticker UN 1230 methanol"."""
        within = law_names_within(self._law)
        return holds_nothing(name) and any(within.holds_name(phrase.words) for phrase in phrases_of(name))

    def _may_hold_more(self, item: Mapping[str, str]) -> bool:
        """Say whether what is written beside the name may name a chemical that nobody knows."""
        return any(self._name_reader.may_name_chemical(item[field]) for field in OTHER_TEXTS if item.get(field))

    def _look_up(self, field: str, text: str) -> Reading:
        match field:
            case "cas":
                return self._numbers.read(text)
            case "name":
                return self._name_read(text)
            case "declaration_elements":
                return read_elements(self._names, text) if elements_of(text) else self._remarked_candidates(
                    field, text
                ), ()
            case "remarked_cas" | "remarked_goods" | "comment":
                return self._remarked_candidates(field, text), ()
            case "hs_code" | "cn_code" | "un_number":
                return self._codes.read(field, text)
            case _:
                return self._inchikeys.read(text, field)

    def _read_name(self, text: str) -> Reading:
        """Return what a name stands for, else what a code in it names, else what it begins with, or other goods."""
        found, problems = self._name_reader.read(text)
        if found or (found := self._codes.marked(text)):
            return found, problems
        others = tuple(problem for problem in problems if problem.code != "name_not_found")
        goods = self._name_reader.other_goods(text)
        if goods and goods[0].other_goods == "thing":
            return goods, others
        found = self._name_reader.beginning(text)
        if found and not found[0].is_leading:
            return found, (*others, _words_unknown(found))
        return (goods, others) if goods else (found, problems)

    def _contrary_number(self, name: str) -> list[tuple[str, str, Candidate]]:
        """Return what a name says and what the CAS number in it says, where these are two things."""
        number, rest = number_in_name(name)
        of_number = self._numbers.look_up(number) if number else ()
        of_rest = self._name_reader.whole_name(rest) if of_number else ()
        first, second = _identities(of_rest), _identities(of_number)
        if not (first and second) or not first.isdisjoint(second) or any(map(_is_open, of_rest)):
            return []
        named = [("name", name, candidate) for candidate in of_rest] + [("cas", number, each) for each in of_number]
        return [(field, text, replace(candidate, certainty="guess")) for field, text, candidate in named]

    def _remarked_candidates(self, field: str, text: str) -> tuple[Candidate, ...]:
        """Return the held substances that stand in what is written beside the goods: each is a guess."""
        if field == "remarked_cas":
            return self._numbers.remarked(text)
        worded = read_comment(self._names, text) or self._name_reader.in_other_forms(text)
        return tuple(dict.fromkeys((*worded, *self._codes.remarked(text)))) if field == "remarked_goods" else worded

    def _settle(self, draft: Draft, examined: Examinations) -> ItemResolution:
        identified = [self._identify(*found, examined) for found in draft.candidates]
        problems = [*draft.problems, *dict.fromkeys(_not_examined(draft, examined))]
        for field, text in draft.structures:
            found = examined[text]
            if isinstance(found, StructureRefusal):
                problems.append(LineProblem(found.code, field, found.detail))
            else:
                identified.append(Identification(self._as_drawn(field, text, found), found.identity))
        identified = outranked(identified, self._asking)
        compared = [each for each in identified if each.resolution.field not in CODES]
        goods = [each for each in compared if not each.is_leading]
        codes = [each.resolution for each in identified if each.resolution.field in CODES]
        of_goods = tuple(each.resolution for each in goods)
        resolutions = (*of_goods, *weigh_codes(of_goods, codes))
        conflicts = find_conflicts(identified, self._asking)
        is_partly_read = any(problem.code == "name_partly_read" for problem in draft.problems)
        is_read_whole = not is_partly_read or not _may_be_of_a_mixture(draft.item["name"])
        conflicts += tuple(
            find_code_conflicts(
                draft.item, identified, conflicts, self._law, self._why_not, is_read_whole=is_read_whole
            )
        )
        if of_goods:  # a code in the name that agrees with it adds nothing
            silent = draft.in_name.difference(*(conflict.fields for conflict in conflicts))
            resolutions = tuple(found for found in resolutions if found.field not in silent)
        depth = _depth(goods, resolutions)
        return ItemResolution(resolutions, conflicts, tuple(problems), depth, _words(draft))

    def _why_not(self, heading: str, identity: Identity) -> str | None:
        return self._examiner.refusals([(heading, identity)])[heading, identity.smiles]

    def _as_drawn(self, field: str, text: StructureText, found: Examination) -> FieldResolution:
        itself = _itself(found.matches)
        return FieldResolution(
            field=field,
            value=text.text,
            substance=itself.reference if itself else None,
            name=self._name_of(found.identity.inchikey, itself),
            inchikey=found.identity.inchikey,
            smiles=found.identity.smiles,
            certainty="exact",
            by="structure",
            matches=found.matches,
            classes=found.classes,
            relatives=found.relatives,
            untold=None if found.identity.inchikey else text,
        )

    def _name_of(self, inchikey: str, itself: FormMatch | None) -> str:
        if itself and not itself.forms:
            return self._law.substances[itself.reference].name
        entry = self._dictionary.by_inchikey(inchikey) if inchikey else None
        if entry:
            return entry.name
        return self._law.substances[itself.reference].name if itself else ""

    def _identify(self, field: str, value: str, candidate: Candidate, examined: Examinations) -> Identification:
        """Return the resolution of a look-up, with every held substance that its structure is a form of."""
        text = _text_of(candidate)
        found = examined.get(text)
        identity = found.identity if isinstance(found, Examination) else None
        inchikey = candidate.inchikey or (identity.inchikey if identity and not candidate.peeled else "")
        is_untold = identity is not None and not (inchikey or candidate.peeled)
        matches = _with_words(found.matches if isinstance(found, Examination) else (), candidate)
        if candidate.substance is not None:
            matches = _without_open_stereo(matches, candidate)
            matches = self._with_named(candidate.substance, matches, in_order((*candidate.stated, *candidate.peeled)))
        itself = _itself(matches)
        substance = candidate.substance or (itself.reference if itself else None)
        resolution = FieldResolution(
            field=field,
            value=value,
            substance=substance,
            name=candidate.name,
            inchikey=inchikey,
            smiles=identity.smiles if identity else "",
            certainty=candidate.certainty,
            by=candidate.by,
            matches=matches,
            classes=_with_words(found.classes if isinstance(found, Examination) else (), candidate),
            relatives=found.relatives if isinstance(found, Examination) and not _is_loose(candidate) else (),
            other_goods=candidate.other_goods,
            untold=text if is_untold else None,
        )
        return Identification(resolution, identity, candidate.is_abbreviation, candidate.is_leading)

    def _with_named(self, named: str, matches: tuple[FormMatch, ...], forms: tuple[str, ...]) -> tuple[FormMatch, ...]:
        """Return the matches with the substance that was named among them.

        Allotropes share a structure: of "red phosphorus" the name decides, not the drawing.
        """
        if self._law.substances[named].kind == "element":
            matches = tuple(match for match in matches if match.reference == named or match.forms != forms)
        if any(match.reference == named for match in matches):
            return matches
        return FormMatch(named, forms, ()), *matches


def _is_loose(candidate: Candidate) -> bool:
    """Say whether a name of the dictionary is guessed at: on no list, it raises nothing by what it resembles."""
    return candidate.certainty == "guess" and candidate.by == "dictionary"


def _may_be_of_a_mixture(name: str) -> bool:
    """Say whether words of a name tell of a product that holds what else it names: "thinner containing acetone"."""
    words = [phrase.words for phrase in phrases_of(name)]
    return any(map(tells_of_contents, words)) or any(word in vague_words() for part in words for word in part)


def _may_hold_more(name: str) -> LineProblem:
    detail = f'The name "{name[:80]}" is of other goods; what stands beside it may name a chemical that is not known.'
    return LineProblem("name_not_found", "name", detail)


def _words_unknown(found: Sequence[Candidate]) -> LineProblem:
    detail = (
        f"it begins with {found[0].name}; of its other words some are not known, and none is like a chemical's name."
    )
    return LineProblem("name_words_unknown", "name", detail)


def _is_open(candidate: Candidate) -> bool:
    """Say whether a name is no sure word for one whole chemical: a guess, or a part of a mixture."""
    return candidate.certainty == "guess" or "mixture_component" in candidate.peeled


def _identities(candidates: Iterable[Candidate]) -> set[str]:
    return {identity for each in candidates for identity in (each.substance, each.inchikey[:14]) if identity}


def _readable(text: str) -> str:
    """Return the text with lone surrogates replaced: neither RDKit nor SQLite takes them."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _structures_of(draft: Draft) -> Iterable[StructureText]:
    yield from (text for _, text in draft.structures)
    yield from (_text_of(candidate) for _, _, candidate in draft.candidates if candidate.smiles)


def _headings_and_structures(draft: Draft, examined: Examinations) -> Iterator[tuple[str, Identity]]:
    """Yield each customs heading of an item with each structure that its other fields gave."""
    if headings := headings_in(draft.item):
        declared = [text for _, text in draft.structures]
        found = [_text_of(candidate) for field, _, candidate in draft.candidates if field not in CODES]
        goods = [examined.get(text) for text in (*declared, *found)]
        identities = [each.identity for each in goods if isinstance(each, Examination)]
        yield from ((heading, identity) for heading in headings for identity in identities)


def _not_examined(draft: Draft, examined: Examinations) -> Iterator[LineProblem]:
    """Yield a problem for each field whose own look-up found a structure that could not be examined."""
    for field, _, candidate in draft.candidates:
        found = examined.get(_text_of(candidate))
        if isinstance(found, StructureRefusal) and found.code in DETAILS:
            yield LineProblem(found.code, field, found.detail)


def _text_of(candidate: Candidate) -> StructureText:
    return StructureText(candidate.smiles, "smiles", candidate.inchikey)


def _with_words(matches: tuple[Match, ...], candidate: Candidate) -> tuple[Match, ...]:
    if not candidate.peeled:
        return matches
    return tuple(replace(match, forms=in_order((*match.forms, *candidate.peeled))) for match in matches)


def _without_open_stereo(matches: tuple[FormMatch, ...], candidate: Candidate) -> tuple[FormMatch, ...]:
    """Return the matches without other substances that only an open drawing lets in.

    A racemate has its own number and is drawn flat: 14838-15-4 is dl-norephedrine, and no cathine.
    """
    if "stereo_unspecified" in candidate.stated:
        return matches
    return tuple(m for m in matches if m.reference == candidate.substance or "stereo_unspecified" not in m.forms)


def _itself(matches: tuple[FormMatch, ...]) -> FormMatch | None:
    """Return the match of the held substance that a structure is, whatever its form: the plainest, if several."""
    candidates = (match for match in matches if STILL_THE_SUBSTANCE.issuperset(match.forms))
    return min(candidates, key=lambda match: len(match.forms), default=None)


def _words(draft: Draft) -> tuple[StrippedWords, ...]:
    stripped = [(text, word) for _, text, candidate in draft.candidates for word in candidate.words]
    return in_order_of("\n".join(dict.fromkeys(text for text, _ in stripped)), (word for _, word in stripped))


def _depth(goods: Sequence[Identification], resolutions: Sequence[FieldResolution]) -> Depth:
    """Return how deep the comparison went; a code alone is compared by what it names, whatever its structure."""
    if any(each.identity is not None for each in goods):
        return "structure"
    if not resolutions:
        return "none"
    return "name" if goods and all(each.resolution.field in WORDED for each in goods) else "identifier"


def draws_structure(items: Iterable[Mapping[str, str]]) -> bool:
    """Say whether any of some items is given as a structure, which a child process examines."""
    return any(item.get(field) for item in items for field in STRUCTURES)


@lru_cache(maxsize=1)
def shared_dictionary() -> Dictionary:
    """Return the dictionary of this process."""
    return Dictionary()


@lru_cache(maxsize=2)
def resolver_of(law: CompiledLaw, dictionary: Dictionary) -> Resolver:
    """Return the resolver of a law; kept, because it remembers the structures that it has seen."""
    return Resolver(law, dictionary)
