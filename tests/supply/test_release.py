"""A release: what refuses one, the same bytes for whoever builds it, and one signature that holds every file."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from tests.deploy.locks import DEVELOPERS, PARQUET, PROJECT, RUNTIME
from tests.docs.cookbook import Reader, steps_of
from tests.supply import release_files, sbom
from tests.supply.builds import UnlikeBuildsError, build, build_twice, digests, export
from tests.supply.release import git, refusals
from watchlist.engine.host import ROOT

pytestmark = pytest.mark.servers

PAGE: Final = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
TODAY: Final = date(2026, 12, 1)
VERSION: Final = PROJECT["version"]
PEOPLE: Final = {
    "GIT_AUTHOR_NAME": "A Maintainer",
    "GIT_AUTHOR_EMAIL": "maintainer@example.org",
    "GIT_COMMITTER_NAME": "A Maintainer",
    "GIT_COMMITTER_EMAIL": "maintainer@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
LAST_SECTION: Final = "## 1.1.0 (2026-12-01)\n\n- Something.\n\n"
CHANGELOG: Final = f"# Changelog\n\n{LAST_SECTION}## 1.0.0 (2026-11-30)\n\n- The first.\n"


@pytest.fixture(autouse=True)
def people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know who acts, and nothing of this machine's settings."""
    for name, text in PEOPLE.items():
        monkeypatch.setenv(name, text)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout that may be released."""
    root = tmp_path / "checkout"
    (root / "clients" / "python").mkdir(parents=True)
    for folder in (root, root / "clients" / "python"):
        (folder / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1.1.0"\n')
    (root / "CHANGELOG.md").write_text(CHANGELOG)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Begin")
    git(root, "tag", "v1.0.0")
    return root


def write(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what changes a file of a checkout, and commits it."""

    def change(root: Path) -> None:
        text = (root / name).read_text()
        assert old in text
        (root / name).write_text(text.replace(old, new))
        git(root, "commit", "--quiet", "--all", "--message", "Change")

    return change


@pytest.mark.parametrize(
    ("spoil", "reasons"),
    [
        (lambda root: None, []),
        (lambda root: (root / "new.py").touch(), ["not committed: new.py"]),
        (lambda root: (root / "CHANGELOG.md").write_text(CHANGELOG + "more"), ["not committed: CHANGELOG.md"]),
        (lambda root: git(root, "tag", "v1.1.0"), ["the tag v1.1.0 is there already"]),
        (write("CHANGELOG.md", LAST_SECTION, ""), ["the first section of CHANGELOG.md is not that of 1.1.0"]),
        (write("CHANGELOG.md", "(2026-12-01)", "(unreleased)"), ["CHANGELOG.md says of 1.1.0: unreleased"]),
        (write("CHANGELOG.md", "(2026-12-01)", "(2026-11-30)"), ["CHANGELOG.md says of 1.1.0: 2026-11-30"]),
        (write("CHANGELOG.md", "- Something.\n", ""), ["CHANGELOG.md says nothing of 1.1.0"]),
        (write("clients/python/pyproject.toml", "1.1.0", "1.0.9"), ["clients/python/pyproject.toml has version 1.0.9"]),
        (write("pyproject.toml", "1.1.0", "1.1.0-final"), ["1.1.0-final is not how", "clients/", "the first section"]),
    ],
)
def test_what_is_not_ready_is_refused(checkout: Path, spoil: Callable[[Path], None], reasons: list[str]) -> None:
    spoil(checkout)
    found = list(refusals(checkout, TODAY))
    assert len(found) == len(reasons)
    assert [reason for reason, text in zip(reasons, found, strict=True) if not text.startswith(reason)] == []


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the files of a release, made of the last commit."""
    return release_files.main(tmp_path_factory.mktemp("release") / "files").parent


def test_another_folder_hour_and_machine_give_the_same_bytes(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = export(ROOT, "HEAD", tmp_path / "elsewhere")
    for path in source.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1, 1))
    for name, text in {"TZ": "Asia/Kolkata", "LC_ALL": "C", "PYTHONHASHSEED": "7", "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, text)
    built = build(source, tmp_path / "dist", sbom.source_date())
    assert [path.suffix for path in built] == [".whl", ".gz"]
    assert digests(built) == digests([released / path.name for path in built])


def test_the_source_that_is_handed_out_builds_the_same_wheel(released: Path, tmp_path: Path) -> None:
    subprocess.run(["tar", "--extract", "--file", *released.glob("*.tar.gz")], cwd=tmp_path, check=True)
    (source,) = tmp_path.iterdir()
    wheel = build(source, tmp_path / "dist", sbom.source_date())[0]
    assert digests([wheel]) == digests(list(released.glob("*.whl")))


def test_two_builds_that_differ_are_no_release(checkout: Path, tmp_path: Path) -> None:
    (checkout / "x.py").touch()
    (checkout / "hook.py").write_text(
        "from hatchling.builders.hooks.plugin.interface import BuildHookInterface\n"
        "class Hook(BuildHookInterface):\n"
        "    def initialize(self, version, build_data):\n"
        "        open('x.py', 'w').write(self.root)\n"
    )
    (checkout / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "x"\nversion = "1.1.0"\n'
        '[tool.hatch.build.targets.wheel]\ninclude = ["x.py"]\n[tool.hatch.build.hooks.custom]\npath = "hook.py"\n'
    )
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--message", "Write down where it was built")
    with pytest.raises(UnlikeBuildsError):
        build_twice(checkout, "HEAD", sbom.source_date(), tmp_path)


def test_every_file_is_in_the_digests_and_the_provenance_names_commit_and_locks(released: Path) -> None:
    sums = dict(line.split("  ")[::-1] for line in (released / "SHA256SUMS").read_text().splitlines())
    files = sorted(path for path in released.iterdir() if path.name not in {"SHA256SUMS", "TAG_MESSAGE"})
    assert sums == digests(files)
    assert {path.name.removeprefix("precursor-watchlist-").removeprefix("precursor_watchlist-") for path in files} == {
        f"{VERSION}-py3-none-any.whl",
        f"{VERSION}.tar.gz",
        f"{VERSION}.cdx.json",
        f"{VERSION}-developers.cdx.json",
        f"{VERSION}.intoto.json",
    }
    statement = json.loads((released / f"precursor-watchlist-{VERSION}.intoto.json").read_bytes())
    subjects = {each["name"]: each["digest"]["sha256"] for each in statement["subject"]}
    assert subjects == digests([path for path in files if not path.name.endswith(".intoto.json")])
    definition = statement["predicate"]["buildDefinition"]
    assert definition["externalParameters"] == {"tag": f"v{VERSION}"}
    behind = {each["name"]: each["digest"] for each in definition["resolvedDependencies"]}
    assert behind.pop("source") == {"gitCommit": git(ROOT, "rev-parse", "HEAD")}
    locks = digests([ROOT / lock for lock in (RUNTIME, PARQUET, DEVELOPERS)])
    assert behind == {name: {"sha256": digest} for name, digest in locks.items()}


@pytest.fixture
def taken(released: Path, tmp_path: Path) -> Path:
    """Return a clone with a signed tag, the files of its release beside it, and the key of the signer."""
    clone = tmp_path / "clone"
    clone.mkdir()
    for path in released.iterdir():
        (clone / path.name).write_bytes(path.read_bytes())
    git(clone, "init", "--quiet")
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "Release")
    key = new_key(tmp_path / "key")
    sign(clone, key)
    return clone


def new_key(path: Path) -> Path:
    """Return a key of a signer."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return path


def sign(clone: Path, key: Path) -> None:
    """Sign the tag as the page says, with a key that whoever checks has from its owner."""
    settings = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={key}"]
    git(clone, *settings, "tag", "--sign", "--file", "TAG_MESSAGE", f"v{VERSION}")
    signer = f"{PEOPLE['GIT_COMMITTER_EMAIL']} {key.with_suffix('.pub').read_text()}"
    (clone / "allowed_signers").write_text(signer)


def check(clone: Path) -> set[str]:
    """Return the files that the steps of the page find to be right; raise `AssertionError` where a step fails."""
    reader = Reader(clone, {"VERSION": VERSION, **PEOPLE})
    printed = "".join(reader.run(step) for step in steps_of(PAGE))
    return {line.removesuffix(": OK") for line in printed.splitlines() if line.endswith(": OK")}


def test_who_takes_it_checks_signature_and_files_as_the_page_says(taken: Path) -> None:
    files = check(taken)
    assert files == {path.name for pattern in ("*.whl", "*.tar.gz", "*.json") for path in taken.glob(pattern)}
    assert len(files) == 5


def test_some_of_the_files_are_enough(taken: Path) -> None:
    for path in taken.glob("*.cdx.json"):
        path.unlink()
    assert len(check(taken)) == 3


@pytest.mark.parametrize("name", ["*.whl", "*.tar.gz", f"precursor-watchlist-{VERSION}.cdx.json", "*.intoto.json"])
def test_a_file_that_was_changed_is_found(taken: Path, name: str) -> None:
    (path,) = taken.glob(name)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(AssertionError, match="did NOT match"):
        check(taken)


def test_a_tag_that_another_signed_is_found(taken: Path, tmp_path: Path) -> None:
    signers = (taken / "allowed_signers").read_text()
    git(taken, "tag", "--delete", f"v{VERSION}")
    sign(taken, new_key(tmp_path / "other"))
    (taken / "allowed_signers").write_text(signers)
    with pytest.raises(AssertionError, match=r"No principal matched|Could not verify"):
        check(taken)
