"""`manage.py demo_changes`: one invented change of the law that waits for a second curator, to look around with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from watchlist.law_store import ListEntry
from watchlist.list_updates import ChangeDraft, ChangeSet, current_facts, open_by_hand, payload_of, redraft

LIST: Final = "us-list-2"
ENTRY: Final = f"{LIST}/acetone"
TITLE: Final = "Invented, to try out: acetone as it is printed"
NOTE: Final = "Nothing of this was published: agree to it, or refuse it. What is written can be rolled back."
INVENTED: Final = "Acetone (invented spelling)"


class Command(BaseCommand):
    """Open the invented change set in the name of a demo curator, once."""

    help = "Open an invented change set for the demo curators. Only where WATCHLIST_DEBUG is set, after demo_users."

    def handle(self, *args: Any, **options: Any) -> None:
        """Open it unless it was; refused on an installation that others use."""
        if not settings.DEBUG:
            raise CommandError("an invented change is refused here: this is no server for looking around.")
        curator = User.objects.filter(username="curator").first()
        if curator is None:
            raise CommandError("there are no demo people yet: run `manage.py demo_users`.")
        entry = ListEntry.objects.filter(key=ENTRY).first()
        if entry is None or ChangeSet.objects.filter(title=TITLE).exists():
            self.stdout.write("no change set opened")
            return
        open_by_hand(title=TITLE, changes=[_draft(entry)], actor=curator, note=NOTE)
        self.stdout.write("1 change set waits for second-curator")


def _draft(entry: ListEntry) -> ChangeDraft:
    """Return a correction of the name under which an entry is printed, of each period that it has."""
    facts = current_facts(entry.key)
    replacements = {
        event: payload_of(replace(held_facts, printed_name=INVENTED)) for event, held_facts in facts.items()
    }
    draft = ChangeDraft(kind="correct", name=INVENTED, list_key=LIST, entries=(entry.key,))
    return redraft(draft, {"replacements": {entry.key: replacements}})
