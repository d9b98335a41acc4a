"""`manage.py make_groups`: the groups of the roles with their rights, and nobody in them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from watchlist.access import make_groups


class Command(BaseCommand):
    help = "Make the groups of the roles with their rights. To run it again changes nothing; rights of your own stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--exactly", action="store_true", help="take away the rights that a role does not need")

    def handle(self, *args: Any, **options: Any) -> None:
        for changed in make_groups(actor="make_groups", exactly=options["exactly"]):
            if changed.is_new:
                self.stdout.write(f"{changed.group}: made, with {len(changed.granted)} rights")
                continue
            words = (("given", changed.granted), ("taken", changed.revoked))
            parts = [f"{word} {', '.join(rights)}" for word, rights in words if rights]
            self.stdout.write(f"{changed.group}: {'; '.join(parts) or 'as it was'}")
