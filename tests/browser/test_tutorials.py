"""The tutorials of officer and curator: each step does what it says, and each word that it quotes is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NEEDS_BROWSER
from tests.browser.house import Walkers, demo_house
from tests.browser.tutorials import Follower, steps_of
from tests.serving import Served
from watchlist.engine.host import ROOT

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]
TUTORIALS = ROOT / "docs" / "tutorials"


@pytest.fixture(scope="module")
def demo_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve what `make serve` does: the demo people, their shipments, and the change that waits."""
    with demo_house(tmp_path_factory.mktemp("tutorials")) as service:
        service.manage("demo_changes")
        yield service


@pytest.mark.parametrize(("name", "steps", "files"), [("officer", 11, ["C-0009-dossier.pdf"]), ("curator", 11, [])])
def test_each_step_does_what_it_says(
    browser: Browser, demo_service: Served, name: str, steps: int, files: list[str]
) -> None:
    walkers = Walkers(browser, demo_service)
    page = walkers.walk(name, logged_in=False)
    page.goto("/")
    follower = Follower(walkers, name, page)
    texts = steps_of((TUTORIALS / f"{name}.md").read_text(encoding="utf-8"))
    assert len(texts) == steps
    for text in texts:
        follower.follow(text)
    assert follower.files == files
    walkers.close()
    assert walkers.faults == []
