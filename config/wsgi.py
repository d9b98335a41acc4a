"""The WSGI entry point."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from watchlist.middleware import guard_truncated_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = guard_truncated_bodies(get_wsgi_application())
import_module("config.urls")  # every page and every call, before the first is asked for
