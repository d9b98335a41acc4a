"""`make bench`: what a line costs, as ratios against a baseline taken in the same run. It asserts nothing.

These machines are noisy: trust the ratios, and not the seconds. Figures go to the terminal and to build/bench.json.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from rdkit import Chem, RDLogger
from rdkit.Chem import rdFingerprintGenerator, rdMolHash
from rdkit.Chem.MolStandardize import rdMolStandardize

from chemistry.analogues.background import background
from chemistry.structures import Comparer, StructureText, examine, examine_with_inchikeys
from tests import bench_api, bench_goods, bench_rescreen, bench_resolution
from watchlist import conf
from watchlist.engine import host
from watchlist.engine.decision.question import Question
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.engine.workers.worker_pool import Pool
from watchlist.law_store.compile import law_known_at
from watchlist.screenings.pipeline import screen

STRUCTURES, DISTINCT, LINES = 5_000, 3_850, 100_000
ALL_DIFFERENT = 20_000
UNKNOWN = 5_000
ROUNDS = 5
# Asked of a small process of its own: a child starts with the memory of who made it.
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
# In a process of its own, on as many cores as the first argument says: how long a command takes, and the most that it
# and its children hold together.
ALONE = """
import os, subprocess, sys, time
def held(group):
    total = 0
    for each in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getsid(int(each)) == group:
                with open(f"/proc/{each}/smaps_rollup") as lines:
                    total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, StopIteration):
            pass  # it ended meanwhile
    return total
def alone():
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(sys.argv[1])])
started, peak = time.perf_counter(), 0
child = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, start_new_session=True, preexec_fn=alone)
while child.returncode is None:
    peak = max(peak, held(child.pid))
    try:
        child.wait(1)
    except subprocess.TimeoutExpired:
        pass
print(time.perf_counter() - started, peak)
"""
ACETONE = ("67-64-1", "acetone", "CC(C)=O")
"""Listed: a file of it alone waits for the process that examines structures, as a long file does."""
MOVED = ("Quantity", "Unit", "Export date", "Origin", "Destination", "Operation", "Consignor", "Consignee", "Remarks")


def main() -> None:
    """Measure, print, and write build/bench.json and the outcome of resolution by trap, build/resolution.md."""
    RDLogger.DisableLog("rdApp.*")
    entries = _sample(STRUCTURES + DISTINCT)
    structures = [smiles for _, _, smiles in entries[:STRUCTURES] if Chem.MolFromSmiles(smiles)]
    figures = {
        **_structure_lines(structures),
        **_chain("general", structures),
        **_chain("drug_like", _medicines()),
        **_processes(structures),
        **_known_lines([(cas, name) for cas, name, _ in entries[STRUCTURES:]]),
        **_files(entries[STRUCTURES:]),
        **_names_not_found(),
        **_first_answer(),
        **_first_answers_of_one_line(),
        **bench_resolution.figures(),
        **bench_api.figures(entries[STRUCTURES:]),
        **bench_rescreen.figures(),
    }
    for name, value in figures.items():
        print(f"{name:<44} {value:>12,}")
    (conf.build_dir() / "bench.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(bench_goods.as_table())
    print(table := bench_resolution.by_trap())
    (conf.build_dir() / "resolution.md").write_text(table)


def _structure_lines(structures: list[str]) -> dict[str, float]:
    """Return the cost of a line with a structure never seen before, over that of its bare match key."""
    ratios, seconds = [], []
    for start in range(ROUNDS):
        some = structures[start::ROUNDS]
        manifest = manifest_from_payload({"lines": [{"smiles": smiles} for smiles in some]})
        bare, whole = _seconds(lambda: _bare_keys(some)), _seconds(lambda: screen(manifest, Question()))  # noqa: B023
        ratios.append(whole / bare)
        seconds.append(whole / len(some))
    return {
        "distinct_structure_line_over_bare_key": round(median(ratios), 2),
        "distinct_structure_lines_per_second": round(1 / median(seconds)),
    }


def _bare_keys(structures: list[str]) -> None:
    """MolFromSmiles, a reused uncharger, and the tautomer hash: the least that a match key takes."""
    uncharger = rdMolStandardize.Uncharger()
    for smiles in structures:
        mol = uncharger.uncharge(Chem.MolFromSmiles(smiles))
        rdMolHash.MolHash(mol, rdMolHash.HashFunction.HetAtomTautomerv2)


def _chain(kind: str, structures: list[str]) -> dict[str, float]:
    """Return the cost of examining a structure (identity, forms, classes, resemblance) over its bare parts.

    The parts are parsing, uncharging, the tautomer hash and a Morgan fingerprint. In this process, no other between.
    What it costs where every InChIKey is asked for is told too.
    """
    comparer = Comparer(law_known_at().reference_data)
    texts = [StructureText(smiles) for smiles in structures]
    examine(texts[:100], comparer)
    ratios, keyed = [], []
    for start in range(ROUNDS):
        some = texts[start::ROUNDS]
        bare = _seconds(lambda: _bare_parts(structures[start::ROUNDS]))  # noqa: B023
        ratios.append(_seconds(lambda: examine(some, comparer)) / bare)  # noqa: B023
        keyed.append(_seconds(lambda: examine_with_inchikeys(some, comparer)) / bare)  # noqa: B023
    each = sorted(_seconds(lambda: examine([text], comparer)) for text in texts)  # noqa: B023
    return {
        f"{kind}_chain_over_bare_parts": round(median(ratios), 2),
        f"{kind}_chain_with_inchikeys_over_bare_parts": round(median(keyed), 2),
        f"{kind}_p50_ms_a_molecule": round(1000 * each[len(each) // 2], 2),
        f"{kind}_p99_ms_a_molecule": round(1000 * each[len(each) * 99 // 100], 2),
    }


def _bare_parts(structures: list[str]) -> None:
    uncharger, morgan = rdMolStandardize.Uncharger(), rdFingerprintGenerator.GetMorganGenerator(radius=2)
    for smiles in structures:
        mol = uncharger.uncharge(Chem.MolFromSmiles(smiles))
        rdMolHash.MolHash(mol, rdMolHash.HashFunction.HetAtomTautomerv2)
        morgan.GetFingerprint(mol)


def _medicines() -> list[str]:
    """Return the approved medicines of the background."""
    held = background()
    return [smiles for smiles, is_medicine in zip(held.smiles, held.medicines.tolist(), strict=True) if is_medicine]


def _processes(structures: list[str]) -> dict[str, float]:
    """Return how much faster two child processes examine a batch than one does."""
    make = partial(Comparer, law_known_at().reference_data)
    texts = [StructureText(smiles) for smiles in structures]
    pools = Pool(1), Pool(2)
    ratios = []
    for _ in range(ROUNDS + 1):  # in the first round the processes start
        one, two = (_seconds(lambda: pool.run(examine, texts, make)) for pool in pools)  # noqa: B023
        ratios.append(one / two)
    for pool in pools:
        pool.close()
    return {"two_processes_over_one": round(median(ratios[1:]), 2)}


def _known_lines(entries: list[tuple[str, str]]) -> dict[str, float]:
    """Return how many lines of names and numbers a second, with the duplicates that manifests have."""
    lines: list[dict[str, str]] = []
    for cas, name in entries:
        lines += [{"cas": cas, "quantity": "25", "unit": "kg"}, {"name": name, "origin": "US", "destination": "CO"}]
    chosen = random.Random(1).choices(lines, k=LINES)
    manifest = manifest_from_payload({"lines": chosen})
    seconds = _seconds(lambda: screen(manifest, Question()))
    warm = _seconds(lambda: screen(manifest, Question()))
    return {
        "name_and_cas_lines_per_second": round(LINES / seconds),
        "name_and_cas_lines_per_second_items_known": round(LINES / warm),
    }


def _files(entries: list[tuple[str, str, str]]) -> dict[str, float]:
    """Return lines a second from file to JSON Lines, beyond the start that a file of one line takes.

    100,000 lines of 3,850 chemicals, each written in a way of its own, on 60 days, in 200 quantities, for 200 parties:
    on one core, and by two processes on two. And 20,000 structures, none of them twice, by two processes.
    """
    figures: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        for kind, columns in (("name_and_cas", _worded), ("structure", _drawn)):
            one, many = Path(folder) / "one.csv", Path(folder) / f"{kind}.csv"
            _write_manifest(one, columns, [ACETONE], 1)
            _write_manifest(many, columns, entries, LINES)
            for processes, suffix in ((1, ""), (2, "_two_processes")):
                figures |= _rate(f"{kind}_file_lines_per_second{suffix}", one, many, LINES, processes)
        distinct = Path(folder) / "distinct.csv"
        _write_manifest(distinct, _drawn, _sample(ALL_DIFFERENT), ALL_DIFFERENT, each_once=True)
        figures |= _rate("distinct_structures_per_second_two_processes", one, distinct, ALL_DIFFERENT, 2)
    return figures


def _rate(figure: str, one: Path, many: Path, lines: int, processes: int) -> dict[str, float]:
    """Return lines a second of a file, beyond the start, and the peak of all processes together."""
    start = min(_screened(one, processes)[0] for _ in range(3))
    rounds = [_screened(many, processes) for _ in range(ROUNDS)]
    least = min(seconds for seconds, _ in rounds) - start
    return {figure: round(lines / least), f"peak_mib_{figure}": max(peak for _, peak in rounds)}


def _worded(entry: tuple[str, str, str]) -> dict[str, str]:
    """Name and number, or one of them: the same good is always written alike."""
    cas, name, _ = entry
    way = zlib.crc32(cas.encode()) % 10
    return {"Description of goods": name if way < 9 else "", "CAS No.": cas if way > 2 else ""}


def _drawn(entry: tuple[str, str, str]) -> dict[str, str]:
    return {"Item": f"R-{zlib.crc32(entry[0].encode()) % 9_999:04}", "SMILES": entry[2]}


def _write_manifest(
    path: Path, columns: Callable[..., dict[str, str]], entries: list[Any], lines: int, *, each_once: bool = False
) -> None:
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Line", *columns(entries[0]), *MOVED])
        for number in range(1, lines + 1):
            day = date(2026, 3, 2) + timedelta(days=chance.randrange(60))
            party, quantity = f"Customer {chance.randrange(200)} Ltd", chance.randrange(1, 101) * 25
            moved = [
                quantity,
                chance.choice(["KGS", "L"]),
                day,
                "US",
                "CO",
                "export",
                "Great Plains Inc",
                party,
                "8 drums",
            ]
            entry = entries[number - 1] if each_once else chance.choice(entries)
            writer.writerow([number, *columns(entry).values(), *moved])


def _screened(path: Path, processes: int) -> tuple[float, int]:
    """Return the seconds of `manage.py screen` on as many cores, and the peak of all its processes, in MiB."""
    command = [sys.executable, "manage.py", "screen", str(path), "--format", "jsonl", "--output", str(path) + ".jsonl"]
    alone = [sys.executable, "-c", ALONE, str(processes), *command]
    environment = {**os.environ, "WATCHLIST_STRUCTURE_PROCESSES": str(processes)}
    done = subprocess.run(alone, cwd=host.ROOT, env=environment, capture_output=True, check=True)
    seconds, peak = done.stdout.split()
    return float(seconds), round(int(peak) / 1024)


def _names_not_found() -> dict[str, float]:
    """Return what a name costs that no look-up knows, the nomenclature and the search for misspellings included."""
    with (Path(__file__).parents[1] / "fixtures" / "bench" / "ordinary_goods.csv").open(encoding="utf-8") as rows:
        goods = [row["written"] for row in csv.DictReader(rows)]
    chance = random.Random(2)
    names = [f"{chance.choice(goods)} {chance.choice(goods)} {number}" for number in range(UNKNOWN)]
    screen(manifest_from_payload({"lines": [{"name": "a first unknown name"}]}), Question())
    seconds = _seconds(lambda: screen(manifest_from_payload({"lines": [{"name": name} for name in names]}), Question()))
    return {"ms_an_unresolved_name": round(1000 * seconds / UNKNOWN, 3)}


def _first_answer() -> dict[str, float]:
    """Return start to answer of `manage.py screen` on the sample, over an interpreter that imports what it needs."""
    command = [sys.executable, "manage.py", "screen", "fixtures/manifests/sample.csv", "--format", "jsonl"]
    imports = [sys.executable, "-c", "import django, rdkit.Chem, rdkit.Chem.MolStandardize.rdMolStandardize"]
    _run(command)
    answer = min(_seconds(lambda: _run(command)) for _ in range(ROUNDS))
    bare = min(_seconds(lambda: _run(imports)) for _ in range(ROUNDS))
    peak = int(
        subprocess.run([sys.executable, "-c", PEAK, *command], cwd=host.ROOT, capture_output=True, check=True).stdout
    )
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "first_answer_seconds": round(answer, 2),
        "first_answer_over_bare_imports": round(answer / bare, 2),
        "peak_mib_screen_sample": round(peak / 1024),
        "peak_mib_100000_lines": round(own),
    }


def _first_answers_of_one_line() -> dict[str, float]:
    """Return start to answer for a name that is held and one that nothing knows, by the library's command and ours."""
    commands = {"library": ("-m", "watchlist.engine.command"), "service": ("manage.py",)}
    figures: dict[str, float] = {}
    _run([sys.executable, *commands["library"], "prepare"])
    with TemporaryDirectory() as folder:
        for kind, name in (("held", "acetone"), ("unknown", "acetnoe qux")):
            manifest = Path(folder) / f"{kind}.csv"
            manifest.write_text(f"Description of goods,Quantity,Unit,Remarks\n{name},25,KGS,8 drums\n")
            for of, command in commands.items():
                screening = [sys.executable, *command, "screen", str(manifest), "--format", "jsonl"]
                seconds = min(_seconds(lambda: _run(screening)) for _ in range(ROUNDS))  # noqa: B023
                figures[f"first_answer_{kind}_name_{of}_seconds"] = round(seconds, 2)
    return figures


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=host.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())


def _sample(count: int) -> list[tuple[str, str, str]]:
    """Return some chemicals of commerce: number, name, structure."""
    dictionary = Dictionary()
    dictionary.by_cas("67-64-1")  # compiles it, where no run before did
    with sqlite3.connect(dictionary.path) as database:
        rows = database.execute("SELECT cas, name, smiles FROM numbers WHERE smiles != '' ORDER BY cas").fetchall()
    return random.Random(0).sample(rows, count)


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
