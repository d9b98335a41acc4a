"""`manage.py dossier_key`: the public half of the key that signs dossiers, to be given to inspectors."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from watchlist.audit import key_id, public_text, signing_key


class Command(BaseCommand):
    """Print the public key, which no dossier needs to be trusted for, and the short name that dossiers bear."""

    help = "Print the public key that dossiers are verified with, and its short name."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the key; made now where no dossier was made yet."""
        public = public_text(signing_key())
        self.stdout.write(f"{public}\nkey id {key_id(public)}")
