"""The engine by itself: no Django, no database, in whatever kind of program; and the same answer as the service's."""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from watchlist.engine import Answer, CorrectTheQuestion, Engine, Question, kept as kept_files
from watchlist.engine.answer_codec import encode
from watchlist.engine.asof import instant
from watchlist.engine.host import ROOT
from watchlist.engine.law import cached, from_seeds
from watchlist.engine.reading.readers import read_manifest
from watchlist.screenings.pipeline import screen

SAMPLE = ROOT / "fixtures" / "manifests" / "sample.csv"
DAY = date(2026, 11, 20)
ROUTE = Question(origin="DE", destination="US", operation="export")
BLOCKED = """
import sys
for name in ("django", "rest_framework", "celery"):
    sys.modules[name] = None
from watchlist.engine import Engine
answer = Engine.from_seeds().screen([{"name": "acetone"}, {"cas": "108-24-7"}, {"name": "water"}])
print(*(line.verdict for line in answer.lines))
"""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.from_seeds()


def verdicts(answer: Answer) -> list[str]:
    return [line.verdict for line in answer.lines]


@pytest.mark.servers
def test_it_screens_where_django_cannot_be_imported(tmp_path: Path) -> None:
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-c", BLOCKED]
    done = subprocess.run(program, env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["controlled", "controlled", "no_match"], done.stderr


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("question", [Question(), ROUTE, Question(as_of=date(1995, 6, 1))])
def test_it_answers_what_the_service_answers_of_the_same_law(engine: Engine, question: Question) -> None:
    manifest = read_manifest(str(SAMPLE))
    service = screen(manifest, question, DAY)
    alone = engine.screen(manifest, question, today=DAY)
    assert [encode(line) for line in alone.lines] == [encode(line) for line in service.lines]


def test_a_line_is_answered_beside_others_as_alone(engine: Engine) -> None:
    """What one line is answered may be cached for others: of goods that law names, that resemble it, and of others."""
    goods = [{"cas": "67-64-1"}, {"cas": "7647-14-5"}, {"smiles": "O=C1CCN(CCCc2ccccc2)CC1"}]
    days = ("1999-05-01", "2019-03-01", "2026-03-01")
    lines = [{**each, "export_date": day, "origin": "US", "destination": "CA"} for day in days for each in goods]
    alone = [engine.screen([line], today=DAY).lines[0] for line in lines]
    together = [replace(line, line=1, key="L1") for line in engine.screen(lines, today=DAY).lines]
    assert list(map(encode, together)) == list(map(encode, alone))


def test_names_that_stand_in_one_another_come_in_one_order(engine: Engine) -> None:
    answer = engine.screen([{"name": "进口货物品名：N-苯乙基-4-哌啶酮一公斤"}])
    assert [found.substance for found in answer.lines[0].resolution] == ["npp", "4-piperidone"]


def test_a_running_event_loop_and_threads_screen_as_anybody(engine: Engine) -> None:
    lines = [{"name": "acetone"}, {"smiles": "CC(=O)C"}]
    expected = verdicts(engine.screen(lines, today=DAY))

    async def within_a_loop() -> list[str]:
        return verdicts(engine.screen(lines, today=DAY))

    assert asyncio.run(within_a_loop()) == expected
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: verdicts(engine.screen(lines, today=DAY)), range(8))) == [expected] * 8


def test_what_was_known_before_the_text_was_read_is_refused(engine: Engine) -> None:
    before = engine.law.known_at - timedelta(days=1)
    with pytest.raises(CorrectTheQuestion, match="was read at"):
        engine.screen([{"name": "acetone"}], Question(known_at=before))


def test_a_jurisdiction_that_is_not_held_is_refused(engine: Engine) -> None:
    with pytest.raises(CorrectTheQuestion, match="no list of 'BR' is held"):
        engine.screen([{"name": "acetone"}], Question(jurisdictions=("BR",)))


def test_a_law_is_compiled_once_and_anew_where_its_file_broke_off(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, engine: Engine
) -> None:
    compiled: list[Path] = []

    def compile_it(folder: Path) -> object:
        compiled.append(folder)
        return engine.law

    monkeypatch.setattr(from_seeds, "read_law", compile_it)
    monkeypatch.setattr(kept_files, "build_folder", lambda: tmp_path)
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.csv").write_text("key\n1\n")
    first = cached.law_of_seeds(seeds)
    assert cached.law_of_seeds(seeds).lists == first.lists
    assert len(compiled) == 1
    (kept,) = tmp_path.glob("law-*.pickle")
    kept.write_bytes(kept.read_bytes()[:1000])
    assert cached.law_of_seeds(seeds).lists == first.lists
    assert len(compiled) == 2
    (seeds / "a.csv").write_text("key\n2\n")
    cached.law_of_seeds(seeds)
    assert len(compiled) == 3


def test_where_nothing_can_be_kept_the_law_is_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, engine: Engine
) -> None:
    (tmp_path / "no-folder").write_text("")
    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr(from_seeds, "read_law", lambda folder: engine.law)
    monkeypatch.setattr(kept_files, "build_folder", lambda: tmp_path / "no-folder")
    assert cached.law_of_seeds(tmp_path / "seeds") is engine.law


def test_an_answer_can_be_sent_to_another_process(engine: Engine) -> None:
    answer = engine.screen([{"name": "acetone"}], today=DAY)
    assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301 - our own bytes
    assert answer.coverage.known_at == instant(engine.law.known_at)
    assert datetime.fromisoformat(answer.coverage.known_at)
