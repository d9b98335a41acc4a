"""One house for all tests of the compose file: it takes minutes to set up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.image.docker import docker
from tests.image.house import House, furnished, unwell
from tests.waiting import wait_for


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with furnished(tmp_path_factory.mktemp("house")) as house:
        house.compose("up", "--detach", "--no-build")
        wait_for(lambda: unwell(house) == [], "every service is up and healthy", 900, interval=1)
        yield house
    left = [docker(*kind, "--quiet") for kind in (("ps", "--all"), ("volume", "ls"))]
    assert left == ["", ""]
