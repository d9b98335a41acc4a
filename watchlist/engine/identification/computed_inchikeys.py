"""InChIKeys of structures of which nothing else asks for one: computed in child processes, once each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from chemistry import Comparer, StructureRefusal, StructureText, inchikeys
from watchlist.engine.workers import DETAILS, pool

REMEMBERED: Final = 50_000


@dataclass
class ComputedInchiKeys:
    """Computes InChIKeys in batches, and remembers them. `make` is that of the child processes that examine."""

    make: Callable[[], Comparer]
    _seen: dict[StructureText, str] = field(default_factory=dict)

    def compute(self, texts: Iterable[StructureText]) -> dict[StructureText, str]:
        """Return the InChIKey of each text: the one that it bears, else computed; "" where that cannot be done."""
        if len(self._seen) > REMEMBERED:
            self._seen = {}
        seen = self._seen  # another thread may begin a new memory meanwhile
        wanted = dict.fromkeys(texts)
        found = {text: text.inchikey or seen[text] for text in wanted if text.inchikey or text in seen}
        new = [text for text in wanted if text not in found]
        for text, key in zip(new, pool().run(inchikeys, new, self.make), strict=True):
            if not isinstance(key, StructureRefusal):
                found[text] = seen[text] = key
            elif key.code in DETAILS:  # it may speak of the machine and not of the structure
                found[text] = ""
            else:
                found[text] = seen[text] = ""
        return found
