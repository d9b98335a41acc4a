"""Commands typed into the search: a verb, the number of a case, and what the verb asks for. "rest C-12 2026-12-24".

A command is offered, and runs when it is chosen: it posts the form that the page of the case has for the verb, which
refuses there what it would refuse here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchlist.cases import REPORT, WORK, Case
from watchlist.engine.reports import visible
from watchlist.notifications import people_with

TYPED: Final = re.compile(
    r"(?P<verb>[a-z]+)\s+c-?0*(?P<case>[0-9]{1,9})(?:\s+(?P<rest>.*))?", re.IGNORECASE | re.DOTALL
)
DAY: Final = re.compile(r"(?:until\s+)?(\d{4}-\d{2}-\d{2})")

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Command:
    """A verb of the page of a case. `fields` makes its form of what stands behind the number; None: not yet whole."""

    title: str | Promise
    act: str
    rights: tuple[str, ...]
    fields: Callable[[str], Fields | None]


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """A command as it was typed, ready to be posted."""

    title: str
    detail: str
    address: str
    fields: Fields


def commands_in(text: str, reader: User) -> Iterator[TypedCommand]:
    """Yield the command that a text is, where the reader may run it and the case is there."""
    typed = TYPED.fullmatch(text)
    command = COMMANDS.get(typed["verb"].lower()) if typed else None
    if typed is None or command is None or not any(map(reader.has_perm, command.rights)):
        return
    case, fields = Case.objects.filter(pk=int(typed["case"])).first(), command.fields((typed["rest"] or "").strip())
    if case is not None and fields is not None:
        title = str(command.title) % {"case": case.number, **{name: visible(value) for name, value in fields.items()}}
        yield TypedCommand(title, visible(case.title), reverse(f"cases:{command.act}", args=[case.pk]), fields)


def _nothing(rest: str) -> Fields | None:
    return None if rest else {}


def _person(rest: str) -> Fields | None:
    """Return whom a case is assigned to, by the name of their account."""
    name = rest.removeprefix("to ").strip()
    person = people_with([WORK]).filter(username__iexact=name).first() if name else None
    return {"to": str(person.pk), "person": person.get_username()} if person else None


def _day(rest: str) -> Fields | None:
    day = DAY.fullmatch(rest)
    return {"until": day[1]} if day else None


def _text(field: str) -> Callable[[str], Fields | None]:
    return lambda rest: {field: rest} if rest else None


COMMANDS: Final[Mapping[str, Command]] = {
    "take": Command(_("Take %(case)s"), "take", (WORK,), _nothing),
    "assign": Command(_("Assign %(case)s to %(person)s"), "assign", (WORK,), _person),
    "note": Command(_("Note in %(case)s: %(text)s"), "note", (WORK, REPORT), _text("text")),
    "hold": Command(_("Put %(case)s on hold: %(note)s"), "hold", (WORK, REPORT), _text("note")),
    "resume": Command(_("Take %(case)s off hold"), "resume", (WORK, REPORT), _nothing),
    "rest": Command(_("Let %(case)s rest until %(until)s"), "snooze", (WORK,), _day),
}
"""What can be typed, by its verb."""
