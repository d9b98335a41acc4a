"""What a search costs in a store of many structures: the contract's questions, precursors, and legal classes.

By hand: `DATABASE_URL=postgres://… python -m tests.bench_structures STRUCTURES [EMBEDDED]`, in a database of its own on
that server. Chemicals of commerce come first; beyond their number, the same as hydrochlorides and hydrates, whether or
not they are sold so. EMBEDDED of them are asked in a child process too, as on SQLite. Beside seconds there is the time
of processors that all processes took, the server's own too: on a busy machine that is what a quiet one would take.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Final

from tests.database import own_database

STRUCTURES, EMBEDDED = 200_000, 0
BATCH: Final = 5_000
PAGE: Final = 100
ROUNDS: Final = 3
PRECURSORS: Final = {
    "phenylacetone": "CC(=O)Cc1ccccc1",
    "PMK": "CC(=O)Cc1ccc2c(c1)OCO2",
    "4-anilinopiperidine": "c1ccccc1NC1CCNCC1",
    "ANPP": "c1ccccc1CCN1CCC(CC1)Nc1ccccc1",
    "fentanyl": "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1",
    "4-piperidone": "O=C1CCNCC1",
    "APAAN": "CC(=O)C(C#N)c1ccccc1",
    "ephedrine": "CNC(C)C(O)c1ccccc1",
    "safrole": "C=CCc1ccc2c(c1)OCO2",
    "lysergic acid": "CN1CC(C=C2C1Cc1c[nH]c3cccc2c13)C(=O)O",
}
CLASSES: Final = ("us-fentanyl-related", "ca-fentanyl-derivatives", "ca-p2p-derivatives", "ca-4-piperidone-derivatives")


def main(structures: int = STRUCTURES, embedded: int = EMBEDDED) -> None:
    """Print the figures, and write them to build/bench-structures.json."""
    from watchlist.conf import build_dir  # noqa: PLC0415 - settings are read when the database is known

    figures = {"structures": structures, **_cartridge(structures)}
    if embedded:
        figures |= {"embedded": embedded, **_embedded(embedded)}
    (build_dir() / "bench-structures.json").write_text(json.dumps(figures, indent=1))
    print(json.dumps(figures, indent=1))


def _cartridge(structures: int) -> dict[str, object]:
    from watchlist.structure_index.cartridge import CartridgeIndex  # noqa: PLC0415

    index, began = CartridgeIndex("bench"), time.perf_counter()
    some: list[object] = []
    for drawing in _drawings(structures):
        some.append(drawing)
        if len(some) == BATCH:
            index.add(some)  # type: ignore[arg-type]
            some = []
    index.add(some)  # type: ignore[arg-type]
    seconds = time.perf_counter() - began
    with _cursor() as cursor:
        cursor.execute("ANALYZE watchlist_stored_structure")
        cursor.execute("SELECT pg_total_relation_size('watchlist_stored_structure')")
        size = cursor.fetchone()[0]
    held = {"held": index.count(), "added_per_second": round(structures / seconds), "mib": size >> 20}
    return held | {"cartridge": _asked(index)}


def _embedded(structures: int) -> dict[str, object]:
    from watchlist.structure_index.embedded import EmbeddedIndex  # noqa: PLC0415

    index, began = EmbeddedIndex(list(_drawings(structures))), time.perf_counter()  # type: ignore[arg-type]
    index.exact("CCO", "smiles", limit=1)
    return {"library_made_in": round(time.perf_counter() - began, 1), "in_a_child": _asked(index)}


def _asked(index: object) -> dict[str, object]:
    """Return how long each kind of question takes: a first page, and all there is where that is not most of all."""
    from tests.chemistry.class_rules.held import rules  # noqa: PLC0415
    from tests.structure_index.contract import PARTS  # noqa: PLC0415

    ask, everything = index.substructure, 1_000_000  # type: ignore[attr-defined]
    named = [("smiles", text) for text in PRECURSORS.values()]
    held = rules()
    kinds: dict[str, list[Callable[[], object]]] = {
        "contract, page of 100": [lambda n=n, t=t: ask(t, n, limit=PAGE) for n, t in PARTS],
        "precursors, page of 100": [lambda n=n, t=t: ask(t, n, limit=PAGE) for n, t in named],
        "precursors, all": [lambda n=n, t=t: ask(t, n, limit=everything) for n, t in named],
        "similar, page of 100": [lambda t=t: index.similar(t, limit=PAGE) for _, t in named],  # type: ignore[attr-defined]
        "exact": [lambda t=t: index.exact(t, "smiles", limit=PAGE) for _, t in named],  # type: ignore[attr-defined]
        "class, all": [
            lambda r=held[key]: index.definition(r, outcomes=["member", "question"], limit=everything)  # type: ignore[attr-defined]
            for key in CLASSES
        ],
    }
    return {kind: _timed(calls, 1 if kind == "class, all" else ROUNDS) for kind, calls in kinds.items()}


def _timed(calls: list[Callable[[], object]], rounds: int) -> dict[str, object]:
    from watchlist.structure_index.base import QueryTooCostly  # noqa: PLC0415

    seconds, used, hits, given_up = [], [], [], 0
    for call in calls:
        best = []
        before = _processor_seconds()
        for _ in range(rounds):
            began = time.perf_counter()
            try:
                found = len(call())  # type: ignore[arg-type]
            except QueryTooCostly:
                found, given_up = -1, given_up + 1
            best.append(time.perf_counter() - began)
        seconds.append(median(best))
        used.append((_processor_seconds() - before) / rounds)
        hits.append(found)
    return {
        "p50_p95_max_ms": _spread(seconds),
        "processor_p50_p95_max_ms": _spread(used),
        "each_ms": [round(one * 1000) for one in seconds],
        "hits": hits,
        "given_up": given_up,
    }


def _spread(seconds: list[float]) -> list[int]:
    p95 = quantiles(seconds, n=20, method="inclusive")[-1]
    return [round(one * 1000) for one in (median(seconds), p95, max(seconds))]


def _processor_seconds() -> float:
    """Return what this process, those that descend from it and its process of the server have used, in seconds."""
    with _cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = cursor.fetchone()[0]
    stats: dict[int, list[str]] = {}
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            stats[int(one.name)] = (one / "stat").read_text().rpartition(")")[2].split()
    ours = {os.getpid(), server}
    while more := {pid for pid, said in stats.items() if int(said[1]) in ours} - ours:
        ours |= more
    return sum(int(stats[pid][place]) for pid in ours & stats.keys() for place in (11, 12)) / os.sysconf("SC_CLK_TCK")


def _drawings(structures: int) -> Iterator[object]:
    """Yield distinct structures, each under a key of its own."""
    from chemistry.search.library import Drawing  # noqa: PLC0415
    from watchlist.engine.identification.dictionary import Dictionary  # noqa: PLC0415

    commerce = list(dict.fromkeys(smiles for smiles, _, _ in Dictionary().structures()))
    made = (f"{smiles}{other}" for other in ("", ".Cl", ".O", ".Br") for smiles in commerce)
    for number, smiles in zip(range(structures), made, strict=False):
        yield Drawing(f"{number:012d}", smiles)


def _cursor() -> object:
    from django.db import connection  # noqa: PLC0415

    return connection.cursor()


if __name__ == "__main__":
    with TemporaryDirectory() as folder, own_database(Path(folder)) as address:
        os.environ["DATABASE_URL"] = address
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        main(*map(int, sys.argv[1:]))
