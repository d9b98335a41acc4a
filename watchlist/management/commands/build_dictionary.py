"""Compile the dictionary of chemicals ahead of its first use."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from watchlist.conf import build_dir
from watchlist.resolution.dictionary import build_dictionary, dictionary_path


class Command(BaseCommand):
    """`manage.py build_dictionary`: make the file that look-ups read, and drop those of earlier versions."""

    help = "Compile the dictionary of chemicals of commerce into the build folder."

    def handle(self, *args: object, **options: object) -> None:
        folder = build_dir()
        path = dictionary_path(folder)
        if not path.exists():
            self.stdout.write(f"{build_dictionary(path)} chemicals in {path.name}")
        for other in folder.resolve().glob("dictionary-*.sqlite3"):
            if other != path:
                other.unlink()
