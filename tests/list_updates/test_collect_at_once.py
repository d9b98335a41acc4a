"""Ten processes that look at one source at once: one reads, and the others leave it to him."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from tests.database import environment_in, own_database
from tests.list_updates.publisher import Desk, Document, Publisher, publishing
from watchlist.engine.host import ROOT

pytestmark = pytest.mark.servers
PAGE = b"<html><body><main><h1>Red list</h1><p>Ephedrine</p></main></body></html>"
DECLARED = """
key = "xx-page"
title = "The page of XX"
connector = "watch-html"
site = "xx.example"
address = "{address}"
path = "/page.html"
jurisdiction = "UN"
authority = "xx"
hours = 24
accepts = ["text/html"]
"""
TEN = """
import os
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
from django.db import connections
from watchlist.list_updates.collecting import collect
from watchlist.list_updates.errors import BeingCollected

connections.close_all()
children = 0
while children < 10 and (child := os.fork()):
    children += 1
if children < 10:
    try:
        said = collect(key="xx-page").outcome
    except BeingCollected:
        said = "being collected"
    os.write(1, f"{said}\\n".encode())
    os._exit(0)
while children:
    children -= os.wait()[1] == 0
"""


@contextmanager
def _house(folder: Path, publisher: Publisher) -> Iterator[dict[str, str]]:
    folder.joinpath("xx-page.toml").write_text(DECLARED.format(address=publisher.address), encoding="utf-8")
    with own_database(folder, "tables") as database:
        said = {"WATCHLIST_SOURCES_DIR": str(folder), "WATCHLIST_SOURCE_CONTACT": "mailto:lists@example.org"}
        environment = {**environment_in(folder, database), **said, "DJANGO_SETTINGS_MODULE": "config.settings"}
        yield environment


def test_of_ten_at_once_one_reads(tmp_path: Path) -> None:
    everybody_else_is_done = Event()

    def slowly(desk: Desk, document: Document) -> None:
        desk.say(200, {"Content-Type": document.content_type, "Transfer-Encoding": "chunked"})
        while not everybody_else_is_done.wait(0.05):
            desk.wfile.write(b"1\r\n \r\n")
        desk.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(document.content), document.content))

    with publishing() as publisher, _house(tmp_path, publisher) as environment:
        publisher.publish("/page.html", PAGE, "text/html")
        publisher.mood = slowly
        command = [sys.executable, "-c", TEN]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as ten:
            assert ten.stdout is not None
            others = [ten.stdout.readline() for _ in range(9)]
            everybody_else_is_done.set()
            last = ten.stdout.readline()
    assert others == ["being collected\n"] * 9
    assert last == "baseline\n"
    assert ten.returncode == 0
    assert len(publisher.asked) == 1
