"""Compile the dictionary of chemicals ahead of its first use."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from watchlist.resolution.dictionary import build_dictionary, dictionary_path


class Command(BaseCommand):
    """`manage.py build_dictionary`: (re)build the file that name and number look-ups read."""

    help = "Compile the dictionary of chemicals of commerce into the build folder."

    def handle(self, *args: object, **options: object) -> None:
        path = dictionary_path(Path(settings.BUILD_DIR))
        count = build_dictionary(path)
        self.stdout.write(f"{count} chemicals in {path}")
