"""The settings of the service, with a kind of job that only the tests know."""

from __future__ import annotations

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.jobs.counting.Counting"]
