"""The settings of the service, with small steps: a kill falls in the middle of few lines as it does of many."""

from __future__ import annotations

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.acceptance.small_steps.SmallSteps"]
