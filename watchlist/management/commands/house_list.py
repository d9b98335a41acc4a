"""`manage.py house_list`: open a list of the house's own, bring its entries, say who is shown it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchlist.engine.errors import CorrectTheData
from watchlist.internal_lists import (
    LARGEST_FILE,
    HouseEdition,
    HouseList,
    HouseListFacts,
    hide_from,
    import_collected,
    import_entries,
    open_house_list,
    read_house_list,
    show_to,
)


class Command(BaseCommand):
    """Exit status 0: done; 1: refused, and nothing was written."""

    help = "Open, bring, show, hide or list the house's own lists. They are no law, and bind nobody."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--actor", default="house_list", help="who the audit trail names")
        verbs = parser.add_subparsers(dest="verb", required=True)
        opened = verbs.add_parser("open", help="open a list, empty and shown to nobody")
        opened.add_argument("key", help="house-…")
        opened.add_argument("title")
        opened.add_argument("--kind", choices=HouseList.Kind.values, default=HouseList.Kind.WATCHLIST.value)
        opened.add_argument("--note", default="")
        opened.add_argument("--owner", required=True, help="who answers for it")
        brought = verbs.add_parser("bring", help="hold exactly the entries of a file (.csv or .jsonl) from now on")
        brought.add_argument("key")
        brought.add_argument("path", type=Path)
        brought.add_argument("--shrink", action="store_true", help="though more than half of the entries go")
        collected = verbs.add_parser("collected", help="hold what was collected last of the source that feeds a list")
        collected.add_argument("source")
        for verb, help_text in (("show", "show a list to a group"), ("hide", "hide a list from a group")):
            access = verbs.add_parser(verb, help=help_text)
            access.add_argument("key")
            access.add_argument("group")
        verbs.add_parser("list", help="name the lists, and who is shown them")

    def handle(self, *args: Any, **options: Any) -> None:
        verbs: dict[str, Callable[[dict[str, Any]], str]] = {
            "open": _open,
            "bring": _bring,
            "collected": _collected,
            "show": partial(_set_shown, show_to, "is shown to"),
            "hide": partial(_set_shown, hide_from, "is hidden from"),
            "list": _list,
        }
        try:
            self.stdout.write(verbs[options["verb"]](options))
        except (CorrectTheData, OSError) as error:
            raise CommandError(str(error)) from error


def _open(options: dict[str, Any]) -> str:
    facts = HouseListFacts(options["key"], options["title"], options["kind"], options["note"])
    opened = open_house_list(facts=facts, owner=options["owner"], actor=options["actor"])
    return f"{opened.key} is open, and shown to nobody yet."


def _bring(options: dict[str, Any]) -> str:
    house_list, path = _house_list(options["key"]), options["path"]
    if path.stat().st_size > LARGEST_FILE:
        raise CorrectTheData(f"{path} is larger than {LARGEST_FILE:,} bytes.")
    brought = read_house_list(path.name, path.read_bytes())
    edition = import_entries(house_list=house_list, list_file=brought, actor=options["actor"], shrink=options["shrink"])
    return "\n".join((_edition_summary(edition), *brought.notes))


def _collected(options: dict[str, Any]) -> str:
    edition = import_collected(source_key=options["source"])
    if edition is None:
        raise CorrectTheData(f"{options['source']} feeds no house list, or nothing was collected of it yet.")
    return _edition_summary(edition)


def _edition_summary(edition: HouseEdition) -> str:
    counts = f"{edition.added} added, {edition.changed} changed, {edition.removed} removed"
    return f"{edition.house_list.key} holds {edition.entries} entries: {counts}."


def _set_shown(write: Callable[..., object], outcome: str, options: dict[str, Any]) -> str:
    house_list = _house_list(options["key"])
    group = Group.objects.filter(name=options["group"]).first()
    if group is None:
        raise CorrectTheData(f"there is no group {options['group']!r}.")
    write(house_list=house_list, group=group, actor=options["actor"])
    return f"{house_list.key} {outcome} {group.name}."


def _list(options: dict[str, Any]) -> str:
    return "\n".join(map(_line, HouseList.objects.prefetch_related("readers"))) or "No house list is open."


def _line(house_list: HouseList) -> str:
    last = house_list.last_edition()
    entries = f"{last.entries} entries as of {last.recorded_at:%Y-%m-%d %H:%M} UTC" if last else "nothing brought"
    groups = ", ".join(group.name for group in house_list.readers.all()) or "nobody"
    return f"{house_list.key}: {house_list.title} ({house_list.kind}, {entries}), shown to {groups}"


def _house_list(key: str) -> HouseList:
    house_list: HouseList | None = HouseList.objects.filter(key=key).first()
    if house_list is None:
        raise CorrectTheData(f"no house list {key} is open.")
    return house_list
