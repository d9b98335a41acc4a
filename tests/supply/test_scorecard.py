"""What is said of OpenSSF Scorecard and of how to report: every check stands there, and what is named is there."""

from __future__ import annotations

import re
import subprocess
from typing import Final

import pytest

from tests.docs.naming import is_there, linked, named, shown_by, tables
from watchlist.engine.host import ROOT

CHECKS: Final = (
    "Binary-Artifacts Branch-Protection CI-Tests CII-Best-Practices Code-Review Contributors Dangerous-Workflow "
    "Dependency-Update-Tool Fuzzing License Maintained Packaging Pinned-Dependencies SAST SBOM Security-Policy "
    "Signed-Releases Token-Permissions Vulnerabilities Webhooks"
).split()
"""Those of Scorecard 5, in its order."""
STATES: Final = ("in the tree", "partly", "host", "no")
PAGES: Final = ("SECURITY.md", "docs/scorecard.md", "docs/releasing.md", "docs/dependencies.md", "docs/licences.md")
EXECUTED: Final = (b"\x7fELF", b"MZ", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"\x00asm", b"!<arch>")
ARCHIVES: Final = re.compile(rb"\.(jar|war|whl|egg|apk|deb|rpm|py[co])$")


def text_of(page: str) -> str:
    """Return a page of the repository."""
    return (ROOT / page).read_text(encoding="utf-8")


def test_every_check_stands_once_with_an_answer_and_what_is_answered_says_where() -> None:
    (rows,) = (rows for _, rows in tables(text_of("docs/scorecard.md")) if "check" in rows[0])
    assert [row["check"] for row in rows] == CHECKS
    for row in rows:
        assert row["answered"] in STATES, row
        assert row["by what, and what is missing"], row
    assert len(shown_by(text_of("docs/scorecard.md"))) > 4


@pytest.mark.parametrize("page", PAGES)
def test_whatever_a_page_names_is_there(page: str) -> None:
    text = text_of(page)
    folder = "docs/" if page.startswith("docs/") else ""
    assert [name for name in (*named(text), *linked(text, folder)) if not is_there(name)] == []
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z][a-z-]+)", text)) - targets == set()


def test_there_is_no_workflow_as_the_page_says() -> None:
    assert not (ROOT / ".github").exists()


def test_no_address_was_invented_for_reports() -> None:
    assert re.findall(r"\S+@\S+", text_of("SECURITY.md")) == []


@pytest.mark.servers
def test_nothing_that_a_machine_executes_lies_in_the_tree() -> None:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    held = [name for name in names if name]
    assert held
    assert [name for name in held if ARCHIVES.search(name)] == []
    assert [name for name in held if (ROOT / name.decode()).read_bytes().startswith(EXECUTED)] == []
