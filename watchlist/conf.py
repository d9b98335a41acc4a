"""Where this installation keeps things, read from the settings in one place."""

from __future__ import annotations

import os
import tomllib
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent


def seeds_dir() -> Path:
    """Return the folder of the curated law."""
    return Path(settings.SEEDS_DIR)


def build_dir() -> Path:
    """Return the folder of what is made on this machine and can be made again."""
    return Path(settings.BUILD_DIR)


def structure_processes() -> int:
    """Return how many child processes may examine structures: two, or one where there is one processor, unless set."""
    return settings.STRUCTURE_PROCESSES or min(2, os.cpu_count() or 1)


def lease_length() -> timedelta:
    """Return how long a worker that is not heard of keeps its job."""
    return timedelta(seconds=settings.LEASE_SECONDS)


def broker_url() -> str:
    """Return where messages of jobs go; "" where there is no broker."""
    return str(settings.CELERY_BROKER_URL)


def starts_jobs() -> bool:
    """Say whether, without a broker, this service starts the process of its jobs itself."""
    return bool(settings.START_JOBS)


@lru_cache(maxsize=1)
def version() -> str:
    """Return the version of the service, as `pyproject.toml` states it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])
