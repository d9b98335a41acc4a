"""Systematic names, read by a real Java machine."""

from __future__ import annotations

import csv
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

import pytest
from rdkit import Chem

from chemistry.structures import StructureRefusal
from tests.chemistry.labelled import rows
from tests.processes import children_of_killed, wait_until_gone
from watchlist.engine.host import ROOT
from watchlist.engine.identification import name_reader, opsin_process as place, systematic_names as module
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.name_reader import NameReader
from watchlist.engine.identification.names import Names
from watchlist.engine.identification.opsin_process import LONGEST, PIPEFUL, Installation, installation
from watchlist.engine.identification.opsin_readings import MOST, systematic_readings
from watchlist.engine.identification.records import Reading
from watchlist.engine.identification.registry_numbers import RegistryNumbers
from watchlist.engine.identification.systematic_names import (
    Nomenclature,
    ParsedName,
    alternatives,
    read_systematic,
    systematic_wordings,
)
from watchlist.engine.law.compiled import CompiledLaw

ENDLESS = (
    "di(tri(tetra(penta(hexa(hepta(octa(nona(decachlorododecyl)nonyl)octyl)heptyl)hexyl)pentyl)butyl)propyl)methane"
)
"""A name of a hundred million atoms."""

GENEROUS = 120
"""Seconds by the clock for two of the processor: it may have little of a busy machine."""

LABELLED = rows("systematic_names.csv")
GOODS = [row["goods"] for row in rows("goods_words.csv")]


@pytest.fixture(scope="module")
def nomenclature() -> Iterator[Nomenclature]:
    reader = Nomenclature(installation())
    reader.prepare()
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def readings(nomenclature: Nomenclature) -> dict[str, Reading]:
    return read_systematic([row["written"] for row in LABELLED], nomenclature)


def smiles(answer: ParsedName | StructureRefusal | None) -> str:
    return answer.smiles if isinstance(answer, ParsedName) else ""


def inchikey(text: str) -> str:
    return str(Chem.MolToInchiKey(Chem.MolFromSmiles(text)))


@pytest.mark.parametrize("row", LABELLED, ids=lambda row: row["written"])
def test_a_name_is_read_as_labelled(readings: dict[str, Reading], row: dict[str, str]) -> None:
    candidates, problems = readings[row["written"]]
    assert [inchikey(candidate.smiles) for candidate in candidates] == [row["inchikey"]] * bool(row["inchikey"])
    assert [candidate.certainty for candidate in candidates] == [row["certainty"]] * bool(row["inchikey"])
    assert " ".join(problem.code for problem in problems) == row["problem"]


def test_the_english_systematic_names_of_the_seeds_give_their_structures(nomenclature: Nomenclature) -> None:
    folder = ROOT / "seeds" / "substances"
    with (folder / "substances.csv").open(encoding="utf-8") as lines:
        inchikeys = {row["key"]: row["inchikey"] for row in csv.DictReader(lines)}
    with (folder / "names" / "en.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kind"] == "systematic"]
    names = {row["text"]: row["substance"] for row in rows}
    expected = {name: inchikeys[key] for name, key in names.items() if inchikeys[key]}
    answers = nomenclature.parse(list(expected))
    assert {name: inchikey(smiles(answer)) for name, answer in answers.items()} == expected


def test_a_name_in_brackets_after_another_is_no_mixture(nomenclature: Nomenclature) -> None:
    name = "4-anilino-1-boc-piperidine (tert-butyl 4-(phenylamino)piperidine-1-carboxylate)"
    candidates, problems = read_systematic([name], nomenclature)[name]
    assert [inchikey(candidate.smiles) for candidate in candidates] == ["HTIWISWAPVQGMI-UHFFFAOYSA-N"] * 2
    assert problems == ()
    assert alternatives("copper (II) sulfate (anhydrous)") == ("copper (II) sulfate (anhydrous)",)


def test_words_of_trade_are_kept_as_forms(nomenclature: Nomenclature) -> None:
    name = "4-anilinopiperidine solution 25%"
    ((candidate,), _) = read_systematic([name], nomenclature)[name]
    assert (candidate.name, candidate.peeled, candidate.by) == (
        "4-anilinopiperidine",
        ("mixture_component",),
        "nomenclature",
    )


def test_ordinary_goods_are_no_systematic_names(nomenclature: Nomenclature) -> None:
    assert {goods: found for goods, found in read_systematic(GOODS, nomenclature).items() if any(found)} == {}


def test_ordinary_goods_are_hardly_ever_asked() -> None:
    assert len(GOODS) > 400
    assert sum(bool(systematic_wordings(goods)) for goods in GOODS) / len(GOODS) < 0.04


def test_every_rule_of_spelling_has_an_example_that_is_read(nomenclature: Nomenclature) -> None:
    data = ROOT / "watchlist" / "engine" / "identification" / "data" / "systematic_spellings.csv"
    with data.open(encoding="utf-8") as lines:
        examples = {row["example"]: row["reads"] for row in csv.DictReader(lines)}
    answers = nomenclature.parse(list(examples))
    assert {name: answer.read_as for name, answer in answers.items() if isinstance(answer, ParsedName)} == examples


def test_readings_are_few_and_safe_to_send() -> None:
    for name in [*(row["written"] for row in LABELLED), *GOODS, "benzene " * 100, "a\tb\nethanol", "\x00ethane\x7f"]:
        texts = [spelling.text for spelling in systematic_readings(name)]
        assert len(texts) <= MOST
        assert all(text.isascii() and text.isprintable() and len(text) <= LONGEST for text in texts)


def test_questions_and_answers_stay_in_step_over_many_pipefuls(nomenclature: Nomenclature) -> None:
    names = [f"{number}-phenyl{stem}ane" for stem in ("hex", "dec", "octadec", "icos") for number in range(1, 90)]
    names[5:5] = ["methyl\nethane", "propane\tbutane", "no such thing", "x" * 400, "(R)-ethane", "phenyl\r\x00"]
    together = nomenclature.parse(names)
    assert sum(map(len, names)) > PIPEFUL
    for name in names[::37]:
        assert Nomenclature.parse(nomenclature, [name])[name] == together[name]
    assert [smiles(together[f"1-phenyl{stem}ane"]).count("C") for stem in ("hex", "dec", "icos")] == [12, 16, 26]


def test_a_name_without_end_is_refused_and_its_neighbours_are_answered(nomenclature: Nomenclature) -> None:
    answers = nomenclature.parse(["2-methylpentane", ENDLESS, "3-methylpentane"])
    refused = answers.pop(ENDLESS)
    assert isinstance(refused, StructureRefusal)
    assert refused.code == "name_timed_out"
    assert all(isinstance(answer, ParsedName) for answer in answers.values())
    assert ENDLESS not in nomenclature._remembered


def test_a_process_that_was_ended_is_started_again(nomenclature: Nomenclature) -> None:
    nomenclature.parse(["2-methylhexane"])
    assert nomenclature._opsin is not None
    assert nomenclature._opsin._process is not None
    os.kill(nomenclature._opsin._process.pid, signal.SIGKILL)
    assert smiles(nomenclature.parse(["3-methylhexane"])["3-methylhexane"])


def test_an_interrupted_question_leaves_nothing_to_the_next(nomenclature: Nomenclature) -> None:
    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    nomenclature.parse(["ethane"])
    previous = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    with pytest.raises(KeyboardInterrupt):
        nomenclature.parse(["2-methylheptane", ENDLESS, "3-methylheptane"])
    signal.signal(signal.SIGALRM, previous)
    assert smiles(nomenclature.parse(["4-methylheptane"])["4-methylheptane"])


def test_threads_share_a_process(nomenclature: Nomenclature) -> None:
    names = [f"{number}-chlorododecane" for number in range(1, 7)] * 8
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda name: smiles(nomenclature.parse([name])[name]), names))
    assert found == [smiles(nomenclature.parse([name])[name]) for name in names]
    assert len(set(found)) == 6


def test_what_was_asked_is_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 3)
    reader = Nomenclature(installation())
    reader.parse(["methane", "ethane", "propane", "butane", "no such thing"])
    reader.close()
    assert list(reader._remembered) == ["propane", "butane", "no such thing"]


@pytest.mark.parametrize("missing", ["find_java", "find_jar"])
def test_without_java_or_opsin_there_is_no_engine_and_no_noise(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    missing: str,
) -> None:
    monkeypatch.setattr(place, missing, lambda: None)
    installation.cache_clear()
    reader = Nomenclature(installation())
    installation.cache_clear()
    reader.prepare()
    assert reader.engine is None
    assert reader.parse(["ethanol", "ethanol", "propane"]) == {"ethanol": None, "propane": None}
    assert (capfd.readouterr(), caplog.records) == (("", ""), [])


def test_a_java_on_the_path_is_found_where_the_extra_brings_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "java").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(place, "_folders", lambda package: [])
    assert place.find_java() == tmp_path / "java"
    monkeypatch.setenv("PATH", "")
    assert place.find_java() is None


@pytest.mark.servers
@pytest.mark.parametrize("java", ["/bin/false", "/nowhere/java"])
def test_a_java_that_does_not_start_is_said_of_every_name(java: str) -> None:
    installed = installation()
    assert installed is not None
    reader = Nomenclature(Installation(Path(java), installed.jar, installed.version))
    reader.prepare()
    answers = reader.parse(["ethanol", "steel valve"])
    assert answers["steel valve"] is None
    assert isinstance(answers["ethanol"], StructureRefusal)
    assert answers["ethanol"].code == "nomenclature_unavailable"


@pytest.mark.servers
@pytest.mark.parametrize("kibibytes", [1_500_000, 2_000_000])
def test_a_java_without_the_memory_to_start_leaves_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kibibytes: int
) -> None:
    """It fails before it reads a name, and while it compiles: of each it would write a report of its own."""
    installed, java, folder = installation(), tmp_path / "java", tmp_path / "working"
    assert installed is not None
    java.write_text(f'#!/bin/sh\nulimit -v {kibibytes}\nexec {installed.java} "$@"\n')
    java.chmod(0o755)
    folder.mkdir()
    monkeypatch.chdir(folder)
    reader = Nomenclature(Installation(java, installed.jar, installed.version))
    assert isinstance(reader.parse(["ethanol"])["ethanol"], StructureRefusal)
    reader.close()
    assert list(folder.iterdir()) == []


def test_a_reader_that_forgets_reads_again(
    small_law: CompiledLaw, dictionary: Dictionary, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = RegistryNumbers(small_law, dictionary)
    reader = NameReader(Names(small_law, dictionary, numbers))
    monkeypatch.setattr(name_reader, "REMEMBERED", 0)
    for _ in range(2):
        reader.prepare(["1-(4-chloro-3-propylphenyl)nonan-3-one"])
        assert [found.by for found in reader.read("1-(4-chloro-3-propylphenyl)nonan-3-one")[0]] == ["nomenclature"]


def test_the_engine_names_its_version(nomenclature: Nomenclature) -> None:
    assert nomenclature.engine is not None
    assert nomenclature.engine.startswith("OPSIN 2.")


@pytest.mark.servers
def test_a_fork_has_a_process_of_its_own() -> None:
    ours = module.nomenclature()
    before = ours.parse(["2-methylbutane"])
    child = os.fork()
    if child == 0:
        is_own = module.nomenclature() is not ours and module.nomenclature().parse(["2-methylbutane"]) == before
        module.nomenclature().close()
        os._exit(0 if is_own else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert smiles(ours.parse(["2,2-dimethylpropane"])["2,2-dimethylpropane"])
    ours.close()


PARENT = f"""
import django; django.setup()
from watchlist.engine.identification.systematic_names import nomenclature
nomenclature().parse(["ethane"])
print("ready", flush=True)
nomenclature().parse(["{ENDLESS}", "ethane"])
"""


@pytest.mark.servers
def test_a_parent_that_is_killed_leaves_no_orphan_even_at_work() -> None:
    started = children_of_killed(PARENT)
    assert len(started) == 1
    wait_until_gone(started)
