"""Whatever the database, the law is the same: each value of what is compiled from it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.database import fill
from tests.serving import Served
from watchlist.scheduling.compile import law_known_at
from watchlist.scheduling.compiled import CompiledLaw

pytestmark = pytest.mark.servers
ON_A_SERVER = os.environ.get("DATABASE_URL", "").startswith("postgres")
TELL = "from tests.scheduling.test_one_law import tell; tell()"


@pytest.mark.skipif(not ON_A_SERVER, reason="a server's is compared with a file's: make test-postgres")
def test_a_server_and_a_file_hold_the_same_law(law: CompiledLaw, tmp_path: Path) -> None:
    """So what asks the law alone, once it is compiled, need not be asked on both."""
    file = Served("", tmp_path, f"sqlite:///{tmp_path / 'watchlist.sqlite3'}")
    fill(file.build, file.database, "law")
    told = json.loads(file.manage("shell", "--no-imports", "-c", TELL).splitlines()[-1])
    assert len(told["schedulings"]) > 100
    assert _told(law) == told


def tell() -> None:
    """Print the law of a database."""
    print(json.dumps(_told(law_known_at())))


def _told(law: CompiledLaw) -> dict[str, Any]:
    """Return the law without the instant at which it was known, which is that of its loading."""
    return {field.name: _plain(getattr(law, field.name)) for field in fields(law) if field.name != "known_at"}


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it: what has no order in an order."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in sorted(value.items(), key=str)}
    if isinstance(value, frozenset):
        return sorted(map(repr, map(_plain, value)))
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return repr(value)
