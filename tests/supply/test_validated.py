"""Inventories as strangers read them: the schema of CycloneDX, licences by SPDX and addresses by purl hold for each."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from tests.supply.debian import STATUS
from tests.supply.sbom import main
from watchlist.engine.host import ROOT

pytestmark = pytest.mark.contract

PYTHON: Final = ROOT / "build" / "supply" / "bin" / "python"
CHECK: Final = ROOT / "tests" / "supply" / "validate.py"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the files of all inventories: that of an image from this machine's own records of Debian."""
    root = tmp_path_factory.mktemp("root")
    for place in (STATUS, Path("usr/lib/os-release")):
        (root / place).parent.mkdir(parents=True)
        (root / place).write_bytes(Path("/", place).read_bytes())
    return main(tmp_path_factory.mktemp("sbom"), root)


def validated(*files: Path) -> subprocess.CompletedProcess[str]:
    """Return what the check says of some files, and how it ends."""
    return subprocess.run([PYTHON, "-P", CHECK, *files], capture_output=True, text=True, check=False)


def test_each_is_valid(written: list[Path]) -> None:
    answer = validated(*written)
    assert (answer.stdout, answer.returncode) == ("3 valid\n", 0), answer


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"licenses": [{"expression": "Proprietary AND MIT"}]}, "no licence of SPDX: Proprietary"),
        ({"type": "thing"}, "the schema refuses it"),
        ({"purl": "pkg:pypi/Django@1"}, "is written pkg:pypi/django@1"),
        ({"bom-ref": "pkg:pypi/elsewhere@1"}, "is needed and not there"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_is_wrong_is_found(written: list[Path], tmp_path: Path, change: dict[str, Any], fault: str) -> None:
    document = json.loads(written[0].read_text(encoding="utf-8"))
    document["components"][1].update(change)
    changed = tmp_path / "changed.cdx.json"
    changed.write_text(json.dumps(document), encoding="utf-8")
    answer = validated(changed)
    assert answer.returncode == 1
    assert fault in answer.stdout
