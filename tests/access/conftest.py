"""A house in which every address leads to something, filled once for all that asks it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.matrix.house import House
from tests.database import kept_rows


@pytest.fixture(scope="module")
def house(loaded_law: None, django_db_blocker: Any) -> Iterator[House]:
    """Fill a house once for all requests of a module."""
    with kept_rows(django_db_blocker):
        made = House()
        logging.disable()  # seven thousand lines would take longer than the doors
        yield made
        logging.disable(logging.NOTSET)
