"""Apps of others that begin otherwise here: what they load at every start, they load where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks
from django_celery_beat.apps import BeatConfig

from config.python_weaknesses import check_python


class Unfold(AppConfig):
    """The looks of the admin. Its own configuration makes the admin's site at once, with all its forms and widgets."""

    name = "unfold"


class Admin(SimpleAdminConfig):
    """The admin, whose modules the URL configuration loads, and whose site is made when it is first used."""

    default_site = "config.admin_site.WatchlistSite"

    def ready(self) -> None:
        """Have the admin be checked wherever it was by its own configuration, and before a deployment Python itself."""
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(_check_pages, checks.Tags.admin)
        checks.register(_check_second_factor, checks.Tags.security, deploy=True)
        checks.register(import_module("config.break_glass_check").check_break_glass, checks.Tags.database)
        checks.register(check_python, checks.Tags.security, deploy=True)


class Schedule(BeatConfig):  # type: ignore[misc]
    """The schedule of the beat. Its models ask Celery for the current app, which is to be ours."""

    def import_models(self) -> None:
        """Make the app of the workers the current one, then load the models."""
        import_module("config.celery")
        super().import_models()


def _check_pages(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[checks.CheckMessage]:
    """Check the pages of the admin; none is registered before the URL configuration is loaded."""
    import_module(settings.ROOT_URLCONF)
    return check_admin_app(app_configs, **options)


def _check_second_factor(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[checks.CheckMessage]:
    """Warn where whoever decides on shipments or on the law logs in by a password alone."""
    if settings.REQUIRE_TOTP != "none":
        return []
    hint = "Set WATCHLIST_REQUIRE_TOTP to deciders or all."
    return [checks.Warning("People who decide need no second factor.", hint=hint, id="watchlist.W001")]
