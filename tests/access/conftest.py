"""A house in which every address leads to something, filled once for all that asks it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.access.matrix.house import House


@pytest.fixture(scope="module")
def house(loaded_law: None, django_db_blocker: Any) -> Iterator[House]:
    """Fill a house once for all requests of a module, in a transaction that none of them ends."""
    around: Any = transaction.atomic()
    around._from_testcase = True  # as Django's own around each test: what must not be nested may stand in it
    with django_db_blocker.unblock(), around:
        made = House()
        logging.disable()  # seven thousand lines would take longer than the doors
        yield made
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)
