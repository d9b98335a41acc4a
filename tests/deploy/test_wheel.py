"""The wheel: in an environment without Django it screens, and answers what the service answers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from sysconfig import get_path
from typing import Any, Final

import pytest
from packaging.requirements import Requirement

from config.catalogs import catalogs
from tests.database import environment_in, own_database
from tests.deploy.locks import PROJECT, needed
from watchlist.conf import build_dir
from watchlist.engine.host import PROJECT as NAME, ROOT

pytestmark = pytest.mark.servers

SAMPLE: Final = ROOT / "fixtures" / "manifests" / "sample.csv"
ASKED: Final = ("screen", str(SAMPLE), "--format", "jsonl", "--as-of", "2026-11-01")
PACKAGED: Final = ("chemistry", "config", "watchlist", "seeds")
LEFT_OVER: Final = frozenset({".pyc", ".pyo", ".mo"})
LOCALE: Final = ROOT / "watchlist" / "locale"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    _run("-m", "pip", "wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment that has the wheel, and of other packages those that it needs, by links to ours."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False)
    ours = Path(get_path("purelib"))
    theirs = Path(get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    for name in needed(map(Requirement, PROJECT["dependencies"])):
        for top in {file.parts[0] for file in distribution(name).files or ()} - {"..", "__pycache__"}:
            (theirs / top).symlink_to(ours / top)
    _run("-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--no-deps", "--no-index", str(wheel))
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder of a user, with what takes a minute to make."""
    folder = tmp_path_factory.mktemp("cache")
    (folder / NAME).mkdir()
    for made in (*build_dir().glob("dictionary-*.sqlite3"), *build_dir().glob("ordinary.sqlite3")):
        shutil.copy(made, folder / NAME)
    return folder


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Yield what `manage.py screen` answers in this checkout."""
    build = tmp_path_factory.mktemp("build")
    with own_database(build, "law") as database:
        yield _answer(sys.executable, "manage.py", cwd=ROOT, env=environment_in(build, database))


def test_the_wheel_has_every_module_and_table_and_no_test(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = [path for folder in PACKAGED for path in (ROOT / folder).rglob("*") if path.is_file()]
    named = [path.relative_to(ROOT).as_posix() for path in files if path.suffix not in LEFT_OVER]
    compiled = {path.with_suffix(".mo").relative_to(ROOT).as_posix() for path in catalogs(LOCALE).values()}
    assert packed == {f"watchlist/{name}" if name.startswith("seeds/") else name for name in named} | compiled


def test_it_answers_what_the_service_answers_where_there_is_no_django(
    bare: Path, cache: Path, answered: list[str], tmp_path: Path
) -> None:
    python = str(bare / "bin" / "python")
    assert subprocess.run([python, "-c", "import django"], capture_output=True, check=False).returncode
    env = {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(cache)}
    alone = _answer(str(bare / "bin" / NAME), cwd=tmp_path, env=env)
    assert alone[1:-1] == answered[1:-1]
    assert _engine(alone) == _engine(answered) | {"nomenclature": None}


def _engine(answer: list[str]) -> dict[str, Any]:
    engine: dict[str, Any] = json.loads(answer[0])["engine"]
    return engine


def _answer(*program: str, cwd: Path, env: dict[str, str]) -> list[str]:
    done = subprocess.run([*program, *ASKED], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    return done.stdout.splitlines()


def _run(*words: str) -> None:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
