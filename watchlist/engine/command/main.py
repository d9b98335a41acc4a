"""`precursor-watchlist`: its subcommands, and the exit statuses that all of them share."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final, NoReturn

from watchlist.engine.errors import Refusal
from watchlist.engine.host import PROJECT, version

UNUSABLE: Final = 2
INTERRUPTED: Final = 130
"""As a shell reports a program that an interrupt ended."""
SELDOM: Final = (100_000, 20, 100)


@dataclass(frozen=True, slots=True)
class Subcommand:
    """What a subcommand is for, and the module that declares its options (`add_options`) and runs it (`run`)."""

    help: str
    module: str


SUBCOMMANDS: Final = {
    "screen": Subcommand("screen a shipment: what the law says of each line", "watchlist.engine.command.screen"),
    "prepare": Subcommand(
        "compile law and dictionary, and examine ordinary goods, before the first shipment",
        "watchlist.engine.command.prepare",
    ),
    "law": Subcommand("show the lists, or the listings of one substance", "watchlist.engine.command.law"),
    "check-seeds": Subcommand("check the text of the law against every rule", "watchlist.engine.command.check_seeds"),
}


class Parser(ArgumentParser):
    """Refuses an option in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and leave with the status of what cannot be used."""
        self.exit(UNUSABLE, f"{self.prog}: {message}\n")


def main(words: Sequence[str] | None = None) -> int:
    """Run the subcommand that `words` name, those of the command line unless given, and return the exit status.

    0: nothing needs review; 1: something does; 2: a file or an option cannot be used, which one line on standard
    error says. Raises SystemExit where the words are not understood, or ask for help.
    """
    collect_garbage_seldom()
    words = sys.argv[1:] if words is None else words
    options = _parser(words).parse_args(words)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # Whoever read the answer stopped reading (`| head`): nobody is left to tell, and nothing to flush to.
        discard_output()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except (Refusal, OSError, sqlite3.Error) as error:
        print(f"{PROJECT}: {' '.join(str(error).split())}", file=sys.stderr)
        return UNUSABLE


def _parser(words: Sequence[str]) -> Parser:
    """Return the parser; of the subcommands only those that are named declare options, and load what they need."""
    parser = Parser(prog=PROJECT, description="Screens shipments against the controlled precursors of drugs.")
    parser.add_argument("--version", action="version", version=f"{PROJECT} {version()}")
    parsers = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for name, subcommand in SUBCOMMANDS.items():
        own = parsers.add_parser(name, help=subcommand.help, description=subcommand.help.capitalize() + ".")
        if name in words:
            module = import_module(subcommand.module)
            module.add_options(own)
            own.set_defaults(run=module.run)
    return parser


def collect_garbage_seldom() -> None:
    """Collect garbage seldom: to look for it among the lines of a long file takes a quarter of the time."""
    gc.set_threshold(*SELDOM)


def discard_output() -> None:
    """Discard what is still to be written: whoever read it is gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
