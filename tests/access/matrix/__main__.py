"""`python -m tests.access.matrix`: the page of the documentation, written from the two files."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from tests.access.matrix.rows import told  # noqa: E402 - not before Django is set up

print(told(), end="")
