"""A publisher, and a house that names somebody to write to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.list_updates.publisher import Publisher, publishing


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """Return a publisher that has published nothing yet."""
    with publishing() as publisher:
        yield publisher


@pytest.fixture
def contact(settings: Any) -> str:
    """Name whom a publisher may write to."""
    settings.SOURCE_CONTACT = "mailto:lists@example.org"
    return str(settings.SOURCE_CONTACT)
