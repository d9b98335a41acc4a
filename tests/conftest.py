"""The cast, and the law: loaded once a session, from the seeds, for the tests that ask for it."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings as service
from django.contrib.auth.models import User
from hypothesis import HealthCheck, settings

from watchlist.access.roles import grant
from watchlist.conf import seeds_dir
from watchlist.scheduling.compile import law_known_at
from watchlist.scheduling.compiled import CompiledLaw
from watchlist.scheduling.seeds.load import load_seeds
from watchlist.serving.logs import logging_of

# No verdict hangs on how busy the machine is, nor that on a submission on the luck of one run; at a desk the search
# goes on. One law, or one empty database, serves all draws of a test.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
settings.register_profile("desk", PATIENT)
settings.register_profile("ci", PATIENT, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_configure() -> None:
    """Have no test start the process of the jobs: it would work on the database of whoever runs the tests."""
    service.START_JOBS = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests that need the law last: those before them find an empty database."""
    items.sort(key=lambda item: "law" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def loaded_law(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the seeds into the test database, outside the transaction of any test."""
    with django_db_blocker.unblock():
        load_seeds(directory=seeds_dir(), actor="seeds")


@pytest.fixture
def law(loaded_law: None, db: None) -> CompiledLaw:
    """Return the real law, as known now."""
    return law_known_at()


@pytest.fixture
def today() -> date:
    """Return the day of this test: a run may begin on the day before."""
    return datetime.now(UTC).date()


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Return what a machine's log holds."""
    handler = logging.StreamHandler(io.StringIO())
    formatter = logging_of(readable=False)["formatters"]["structured"]
    handler.setFormatter(formatter.pop("()")(**formatter))
    logging.getLogger().addHandler(handler)
    yield handler.stream
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Return who makes a person of the house, in a group or in none."""

    def make(name: str, group: str | None = None) -> User:
        user = User.objects.create_user(username=name, is_staff=group is not None)
        if group:
            grant(user, group)
        return user

    return make


@pytest.fixture
def officer(person: Callable[..., User]) -> User:
    return person("officer", "Officers")


@pytest.fixture
def second_officer(person: Callable[..., User]) -> User:
    return person("second-officer", "Second officers")


@pytest.fixture
def lead(person: Callable[..., User]) -> User:
    return person("lead", "Compliance leads")


@pytest.fixture
def auditor(person: Callable[..., User]) -> User:
    return person("auditor", "Auditors")


@pytest.fixture
def curator(person: Callable[..., User]) -> User:
    return person("curator", "Curators")


@pytest.fixture
def program(person: Callable[..., User]) -> User:
    """Return the account of a shipping system: it screens and reads the law, and is told no reasons of signals."""
    return person("program", "Programs")


@pytest.fixture
def outsider(person: Callable[..., User]) -> User:
    """Return somebody with an account and nothing else."""
    return person("outsider")
