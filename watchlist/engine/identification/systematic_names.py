"""Systematic names: read by OPSIN where the extra `nomenclature` is installed, in batches, and remembered."""

from __future__ import annotations

import atexit
import os
import re
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from threading import Lock
from typing import Final

from chemistry import NameCode, StructureRefusal, counterion_words
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification.opsin_process import (
    CRASHED,
    PIPEFUL,
    SECONDS_ALONE,
    TIMED_OUT,
    Installation,
    Opsin,
    OpsinAnswer,
    ProcessEnded,
    installation,
)
from watchlist.engine.identification.opsin_readings import MOST, SystematicSpelling, systematic_readings
from watchlist.engine.identification.records import Candidate, Certainty, Reading
from watchlist.engine.identification.wordings import Wording, readings, vague_words, visible

REMEMBERED: Final = 65_536

UNAVAILABLE: Final[NameCode] = "nomenclature_unavailable"
STEREO_UNREADABLE: Final[NameCode] = "name_stereo_unreadable"
DETAILS: Final[dict[NameCode, str]] = {
    TIMED_OUT: f"not read as a systematic name within {SECONDS_ALONE} seconds",
    CRASHED: "the reading of this name as a systematic one breaks off",
    UNAVAILABLE: "not read as a systematic name: the program that does so did not start",
    STEREO_UNREADABLE: "the stereochemistry that the name states does not fit its structure",
}
"""Code to the detail of its Refused."""

BARE_ATOM = re.compile(r"\[[A-Z][a-z]?\]")
CENTRE = re.compile(r"@+")
RELATIVE = re.compile(r",(?:r|[o&]\d+:[\d,]+)(?=[,|])")
"""In an extended SMILES: the centres are of a racemate, or known only by how they stand to each other."""
RACEMIC_SIGN = re.compile(r"ignored: \(\+[/,\\]?-\)")
STEREO_DRAWN = re.compile(r"[@/\\]")
MOST_WORDINGS: Final = 3
"""Wordings of one name that are asked: as written, and with words of trade and counter-ions off it."""

STEREO_NOT_READ: Final = "name_stereo_not_read"

BRACKET = re.compile(r"\s[(\[]")


@dataclass(frozen=True, slots=True)
class ParsedName:
    """The structure of a systematic name, and the name as it was read.

    `is_sure` is false where characters were taken for others, or where the name leaves open what is bound where;
    `is_stereo_open` is true where the name says more of the stereochemistry than the structure shows.
    """

    smiles: str
    read_as: str
    is_sure: bool = True
    is_stereo_open: bool = False


class Nomenclature:
    """Reads systematic names in one child process. Several threads may ask; each waits for the one before it."""

    def __init__(self, installed: Installation | None) -> None:
        self._opsin = Opsin(installed) if installed else None
        self._remembered: OrderedDict[str, ParsedName | StructureRefusal | None] = OrderedDict()
        self._lock = Lock()
        self.engine = f"OPSIN {installed.version}" if installed else None

    def prepare(self) -> None:
        """Start the child process, half a second, while the caller does something else."""
        with self._lock, suppress(OSError):  # whoever asks is told
            if self._opsin is not None:
                self._opsin.start()

    def parse(self, names: Sequence[str]) -> dict[str, ParsedName | StructureRefusal | None]:
        """Return what each name stands for; None where it is no systematic name, or where OPSIN is not installed.

        A Refused says why a name that may be one has no answer. A refusal for time or a crash is not remembered: it
        may speak of the machine and not of the name.
        """
        if self._opsin is None:
            return dict.fromkeys(names)
        with self._lock:
            found = {name: self._remembered[name] for name in names if name in self._remembered}
            found |= self._read_names(self._opsin, [name for name in dict.fromkeys(names) if name not in found])
            self._remember(found)
        return {name: found[name] for name in names}

    def close(self) -> None:
        """End the child process."""
        with self._lock:
            if self._opsin is not None:
                self._opsin.close()

    def _remember(self, answers: dict[str, ParsedName | StructureRefusal | None]) -> None:
        for name, answer in answers.items():
            if isinstance(answer, ParsedName) or _is_open(answer):
                self._remembered[name] = answer
                self._remembered.move_to_end(name)
        while len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)

    def _read_names(self, opsin: Opsin, names: Sequence[str]) -> dict[str, ParsedName | StructureRefusal | None]:
        """Return what each name stands for: by its first reading, else by the next, and so on."""
        found: dict[str, ParsedName | StructureRefusal | None] = dict.fromkeys(names)
        for attempt in range(MOST):
            pending = {
                name: systematic_readings(name)[attempt]
                for name in names
                if _is_open(found[name]) and attempt < len(systematic_readings(name))
            }
            answers = _answers(opsin, dict.fromkeys(spelling.text for spelling in pending.values()))
            for name, spelling in pending.items():
                found[name] = _understood(answers[spelling.text], spelling) or found[name]
        return found


def _is_open(answer: ParsedName | StructureRefusal | None) -> bool:
    """Return whether another reading of the name may say more: not where one has cost a process its life."""
    return answer is None or (isinstance(answer, StructureRefusal) and answer.code == STEREO_UNREADABLE)


def _answers(opsin: Opsin, texts: Iterable[str]) -> dict[str, OpsinAnswer | ProcessEnded]:
    """Return an answer to every text: Ended to one that ended two processes, the second with no text but itself."""
    found: dict[str, OpsinAnswer | ProcessEnded] = {}
    todo = deque(_pipefuls(texts))
    while todo:
        group = todo.popleft()
        try:
            answers = opsin.answers(group)
        except OSError:
            opsin.close()
            return found | dict.fromkeys((*group, *chain.from_iterable(todo)), ProcessEnded(UNAVAILABLE))
        if isinstance(answers[-1], ProcessEnded) and (culprit := group[len(answers) - 1]) not in found:
            todo.extendleft(part for part in (group[len(answers) :], (culprit,)) if part)
        found |= zip(group, answers, strict=False)
    return found


def _pipefuls(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    group: list[str] = []
    size = 0
    for text in texts:
        size += len(text) + 1
        if size > PIPEFUL:
            yield tuple(group)
            group, size = [], len(text) + 1
        group.append(text)
    if group:
        yield tuple(group)


def _understood(
    answer: OpsinAnswer | ProcessEnded, spelling: SystematicSpelling
) -> ParsedName | StructureRefusal | None:
    """Return what an answer says; None where that is no molecule: a polymer, or bare atoms ("lead", "carbon")."""
    if isinstance(answer, ProcessEnded):
        return StructureRefusal(answer.code, DETAILS[answer.code])
    smiles, _, extension = answer.smiles.partition(" ")
    if not smiles:
        is_stereo = "stereo" in answer.remarks.lower()
        return StructureRefusal(STEREO_UNREADABLE, DETAILS[STEREO_UNREADABLE]) if is_stereo else None
    if "*" in smiles or all(BARE_ATOM.fullmatch(part) for part in smiles.split(".")):
        return None
    if spelling.doubt == "spelling" and ("+]" in smiles) != ("-]" in smiles):
        return None  # "methyl phenylacetate" run together is half a salt
    # OPSIN left out more than the sign of a racemate, or than a sign beside what it did read.
    ignored = (remark for remark in answer.remarks.split(";") if "STEREOCHEMISTRY_IGNORED" in remark)
    is_ignored = not STEREO_DRAWN.search(smiles) and any(not RACEMIC_SIGN.search(remark) for remark in ignored)
    is_open = spelling.doubt == "stereo" or is_ignored
    if RELATIVE.search(extension.rpartition("$")[2]):
        is_open |= len(CENTRE.findall(smiles)) > 1  # of one centre, a flat drawing says all there is
        smiles = CENTRE.sub("", smiles)
    is_sure = spelling.doubt != "spelling" and "APPEARS_AMBIGUOUS" not in answer.remarks
    return ParsedName(smiles, spelling.text, is_sure, is_open)


@lru_cache(maxsize=1)
def nomenclature() -> Nomenclature:
    """Return the reader of systematic names of this operating-system process: after a fork, the fork's own."""
    return Nomenclature(installation())


@atexit.register
def _close() -> None:
    if nomenclature.cache_info().currsize:
        nomenclature().close()


os.register_at_fork(after_in_child=nomenclature.cache_clear)


def read_systematic(names: Iterable[str], nomenclature: Nomenclature) -> dict[str, Reading]:
    """Return the candidates and problems of each name by nomenclature, or neither.

    "Phenylacetone (1-phenyl-2-propanone)" has two candidates, which are compared when their structures are examined.
    """
    parts = {name: alternatives(name) for name in names}
    found = _read({part for several in parts.values() for part in several}, nomenclature)
    together = {}
    for name, several in parts.items():
        candidates = chain.from_iterable(found[part][0] for part in several)
        problems = chain.from_iterable(found[part][1] for part in several)
        together[name] = tuple(candidates), tuple(dict.fromkeys(problems))
    return together


def _read(names: Iterable[str], nomenclature: Nomenclature) -> dict[str, Reading]:
    wordings = {name: systematic_wordings(name) for name in sorted(names)}
    found: dict[str, Reading] = dict.fromkeys(wordings, ((), ()))
    for attempt in range(MOST_WORDINGS):
        pending = {
            name: ways[attempt] for name, ways in wordings.items() if attempt < len(ways) and not any(found[name])
        }
        answers = nomenclature.parse([wording.text for wording in pending.values()]) if pending else {}
        for name, wording in pending.items():
            found[name] = _reading(wording, answers[wording.text])
    return found


@lru_cache(REMEMBERED)
def systematic_wordings(name: str) -> tuple[Wording, ...]:
    """Return the wordings of a name that may be systematic: as written, bare of trade, bare of counter-ions too."""
    written = visible(name)
    bare = [wording for wording in readings(written) if "salt" not in wording.forms]
    without_salt = [wording for wording in readings(written) if "salt" in wording.forms]
    wanted = (Wording(written), *bare[-1:], *without_salt[-1:])
    return tuple(w for w in wanted if not _names_nothing(w.key) and systematic_readings(w.text))


def _names_nothing(key: str) -> bool:
    return key in vague_words() or key in counterion_words()


@lru_cache(REMEMBERED)
def alternatives(name: str) -> tuple[str, ...]:
    """Return the name, or the two names that it is, one in brackets after the other: no mixture, as OPSIN has it."""
    written = visible(name)
    for bracket in BRACKET.finditer(written):
        outside, within = written[: bracket.start()], written[bracket.end() : -1]
        if written[-1] in ")]" and _is_balanced(within) and all(map(systematic_wordings, (outside, within))):
            return outside, within
    return (name,)


def _is_balanced(text: str) -> bool:
    """Return whether no bracket of the text is left open, or closed before it opens."""
    depth = 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        if depth < 0:
            return False
    return depth == 0


def _reading(wording: Wording, answer: ParsedName | StructureRefusal | None) -> Reading:
    if answer is None:
        return (), ()
    if isinstance(answer, StructureRefusal):
        return (), (LineProblem(answer.code, "name", answer.detail),)
    certainty: Certainty = "parsed" if answer.is_sure else "guess"
    found = Candidate(answer.read_as, answer.smiles, "", certainty, "nomenclature", peeled=wording.forms)
    left_out = LineProblem(STEREO_NOT_READ, "name", "the stereochemistry that the name states was not read.")
    return (found,), (left_out,) if answer.is_stereo_open else ()
