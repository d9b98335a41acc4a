"""The documentation as a site: every page is found from the first one, every call is told, and nothing asks others.

`make docs` builds it, and refuses a link that leads nowhere.
"""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from drf_spectacular.generators import SchemaGenerator

from docs.site.api_reference import pages_of
from docs.site.gather import ROOT, linked, sources
from docs.site.publish import publish

TREE = re.compile(r"```\{toctree\}\n(.*?)```", re.DOTALL)


def _listed() -> list[str]:
    """Return what the first page lists, and the page of decisions beneath it."""
    entries = [
        (folder, line)
        for page, folder in (("docs/site/index.md", ""), ("docs/decisions/index.md", "docs/decisions/"))
        for tree in TREE.findall((ROOT / page).read_text(encoding="utf-8"))
        for line in tree.splitlines()
    ]
    return [f"{folder}{line}.md" for folder, line in entries if line and not line.startswith(":")]


def test_every_page_is_found_from_the_first() -> None:
    pages = {str(path) for path in sources() if path.suffix == ".md"}
    assert not [page for page in pages if not any(fnmatch(page, entry) for entry in _listed())]
    assert not [entry for entry in _listed() if "*" not in entry and "reference" not in entry and entry not in pages]


def test_the_reference_tells_every_call_and_every_shape() -> None:
    document = json.loads(json.dumps(SchemaGenerator().get_schema(public=True), default=str))
    pages = pages_of(document)
    told = "\n".join(pages.values())
    calls = [call for path in document["paths"].values() for call in path.values() if isinstance(call, dict)]
    assert not [call["operationId"] for call in calls if told.count(f"(call-{call['operationId']})=") != 1]
    assert not [name for name in document["components"]["schemas"] if f"\n## {name}\n" not in pages["shapes.md"]]
    assert not [name for name in re.findall(r"\(shapes\.md#([\w-]+)\)", told) if f"({name})=" not in told]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("see [cases.md](cases.md#questions)", "see [](cases.md#questions)"),
        ("see `docs/cases.md`", "see [](cases.md)"),
        ("as `docs/api.md` says", "as [](api.md) says"),
        ("`docs/no_such_page.md`", "`docs/no_such_page.md`"),
        ("[the case](cases.md)", "[the case](cases.md)"),
    ],
)
def test_a_page_that_is_named_is_a_link_with_its_title(written: str, shown: str) -> None:
    assert linked(written, Path("docs/workbench.md")) == shown


def test_versions_stand_side_by_side_and_the_newest_release_comes_first(tmp_path: Path) -> None:
    built, site = tmp_path / "built", tmp_path / "site"
    built.mkdir()
    (built / "index.html").write_text('<a href="https://elsewhere.example/">a link asks nothing</a>', encoding="utf-8")
    for version in ("1.9.0", "1.10.0", "2.0.0rc1", "1.10.0rc2"):
        publish(built, site, version)
    assert json.loads((site / "versions.json").read_bytes()) == ["2.0.0rc1", "1.10.0", "1.10.0rc2", "1.9.0"]
    assert 'href="1.10.0/"' in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "asking",
    [
        '<script defer src="https://cdn.example/a.js"></script>',
        '<img alt="" src="//cdn.example/a.png">',
        '<link rel="stylesheet" href="https://fonts.example/css">',
        "<style>@import url(https://fonts.example/css);</style>",
        '<style>body { background: url("https://cdn.example/a.png") }</style>',
    ],
)
def test_a_page_that_would_ask_another_site_is_not_published(tmp_path: Path, asking: str) -> None:
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "index.html").write_text(asking, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"example"):
        publish(tmp_path / "built", tmp_path / "site", "1.0.0")
