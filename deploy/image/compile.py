"""Compiles what the service imports, and no more: each module of ours, and what it needs of packages."""

import importlib
import os
import pkgutil

import django
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

NOT_IMPORTED = ("config.gunicorn", "watchlist.engine.reports.parquet")


def compile_all() -> None:
    """Import every module; Python keeps what it compiled. Raises what an import raises."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    WSGIHandler()
    _ = get_resolver().url_patterns
    for top in ("chemistry", "config", "watchlist"):
        package = importlib.import_module(top)
        for module in pkgutil.walk_packages(package.__path__, f"{top}."):
            if not module.name.startswith(NOT_IMPORTED):
                importlib.import_module(module.name)
    for program in ("gunicorn.app.wsgiapp", "gunicorn.workers.gthread", "celery.bin.celery", "celery.bin.worker"):
        importlib.import_module(program)
    for program in ("celery.bin.beat", "celery.apps.worker", "celery.apps.beat", "kombu.transport.redis"):
        importlib.import_module(program)
    for driver in ("psycopg", "psycopg_binary", "redis", "prometheus_client.multiprocess"):
        importlib.import_module(driver)


if __name__ == "__main__":
    compile_all()
