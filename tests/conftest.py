"""The cast, the database of a test process, and the law of the seeds for the tests that ask for it."""

from __future__ import annotations

import gc
import io
import logging
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import islice

import pytest
from django.conf import settings as service
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.models import User
from django.db import connection
from hypothesis import HealthCheck, settings

from tests.database import DefaultDatabase, drop_templates
from tests.tiers import ASKS_DATABASE, TIERS, Tiers
from watchlist.access.roles import grant
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.law_store.compile import law_known_at
from watchlist.middleware.logs import logging_of
from watchlist.screenings.daily import day_differences
from watchlist.screenings.totals import MEMORY, total_differences

# No verdict hangs on how busy the machine is, nor that on a submission on the luck of one run; at a desk the search
# goes on. One law, or one empty database, serves all draws of a test.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
settings.register_profile("desk", PATIENT)
settings.register_profile("ci", PATIENT, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


DATABASE = DefaultDatabase()


def pytest_configure(config: pytest.Config) -> None:
    """Have no test start the process of the jobs, which would work on the database of whoever runs the tests."""
    service.START_JOBS = False
    # The cast logs in without; that deciders may not is the rule of tests/entry/test_second_factor.py.
    service.REQUIRE_TOTP = "none"
    # At its full cost Argon2 takes a quarter of a second for each log-in; no test here asks how hard it is.
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 64
    for tier, needs in TIERS.items():
        config.addinivalue_line("markers", f"{tier}: {needs}")
    config.addinivalue_line("markers", ASKS_DATABASE)
    config.addinivalue_line("markers", "alters_rows: writes rows past the service: its totals are of nothing")
    config.pluginmanager.register(Tiers(), "tiers")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing on a database server, once all processes of the run are done."""
    if not hasattr(config, "workerinput"):
        drop_templates()


def pytest_collection_finish() -> None:
    """Leave what stays for the whole run out of the collections of garbage: they took a tenth of the processor."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests that need the law last: the database is changed once."""
    items.sort(key=_needs_law)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have the database hold what the test needs: tests that ask for no law find empty tables."""
    MEMORY.forget()
    DATABASE.want("law" if _needs_law(item) else "tables")


def _needs_law(item: pytest.Item) -> bool:
    return "loaded_law" in getattr(item, "fixturenames", ())


@pytest.fixture(autouse=True)
def _totals_are_those_of_lines(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold what a test stored to its totals: whoever writes what sums count, and forgets these, is found here."""
    item, asked = request.node, {"db", "transactional_db"}.intersection(request.fixturenames)
    if not (asked or item.get_closest_marker("django_db")) or item.get_closest_marker("alters_rows"):
        yield
        return
    request.getfixturevalue("db")
    yield
    if not connection.needs_rollback:
        assert list(islice(total_differences(), 5)) == []
        assert list(day_differences()) == []


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> Iterator[None]:
    """Open a database of this process, in place of the one that pytest-django would migrate for each."""
    with DATABASE.opened():
        yield


@pytest.fixture(scope="session")
def loaded_law(django_db_setup: None) -> None:
    """Ask for the law of the seeds, outside the transaction of any test."""


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
