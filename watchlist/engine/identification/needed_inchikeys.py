"""Which structures need their InChIKey to be told what they are: those that a dictionary may name, and the odd ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from chemistry import Examination, StructureRefusal, StructureText, gives_inchikey
from watchlist.engine.identification.computed_inchikeys import ComputedInchiKeys
from watchlist.engine.identification.drawings import DictionaryDrawings

Examinations = Mapping[StructureText, Examination | StructureRefusal]


@dataclass(frozen=True, slots=True)
class NeededInchiKeys:
    """Completes what was examined without an InChIKey, where somebody looks at it: a batch at a time."""

    drawings: DictionaryDrawings
    computed: ComputedInchiKeys

    def completed(
        self, drawn: Collection[StructureText], found: Collection[StructureText], examined: Examinations
    ) -> dict[StructureText, Examination]:
        """Return those that need an InChIKey, with it: of what was `drawn` what may have a name, of any what is odd.

        What is odd, its InChIKey cannot be had later from its SMILES.
        """
        of_dictionary = {
            text: key
            for text, examination in _without(drawn, examined)
            if (key := self.drawings.inchikey_of(examination.identity.smiles))
        }
        others = [text for text, each in _without(drawn, examined) if self.drawings.may_draw(each.identity)]
        odd = [text for text, each in _without(found, examined) if not gives_inchikey(each.identity.smiles)]
        keys = self.computed.compute(text for text in (*others, *odd) if text not in of_dictionary) | of_dictionary
        return {
            text: replace(examination, identity=replace(examination.identity, inchikey=keys[text]))
            for text, examination in _without(keys, examined)
        }


def _without(texts: Iterable[StructureText], examined: Examinations) -> Iterator[tuple[StructureText, Examination]]:
    """Yield those texts whose structure has no InChIKey yet, with what was found of it."""
    for text in texts:
        found = examined[text]
        if isinstance(found, Examination) and not found.identity.inchikey:
            yield text, found
