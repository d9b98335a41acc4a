"""Whatever the database, the law is the same: each value of what is compiled from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.database import ON_A_SERVER, fill
from tests.law_store.law_values import first_difference, values_of
from tests.serving import Served
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.law_store.compile import law_known_at

pytestmark = pytest.mark.servers
TELL = "from tests.law_store.test_one_law import tell; tell()"


@pytest.mark.skipif(not ON_A_SERVER, reason="a server's is compared with a file's: make test-postgres")
def test_a_server_and_a_file_hold_the_same_law(law: CompiledLaw, tmp_path: Path) -> None:
    """So what asks the law alone, once it is compiled, need not be asked on both."""
    file = Served("", tmp_path, f"sqlite:///{tmp_path / 'watchlist.sqlite3'}")
    fill(file.build, file.database, "law")
    told = json.loads(file.manage("shell", "--no-imports", "-c", TELL).splitlines()[-1])
    assert len(told["schedulings"]) > 100
    assert not first_difference(values_of(law), told)


def tell() -> None:
    """Print the law of a database."""
    print(json.dumps(values_of(law_known_at())))
