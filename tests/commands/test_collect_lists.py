"""`manage.py collect_lists`: a line for each source, and an exit status that says whether a person must look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.list_updates.following import DECLARED, KEY, LINES, PATH, edition, follow, interpret
from tests.list_updates.publisher import Publisher, publishing, saying
from watchlist.list_updates.collecting import due_sources
from watchlist.list_updates.connectors import CONNECTORS
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.models import Collection, ListSource
from watchlist.list_updates.published import Connector, ParsedPublication

NEWS = (*LINES, ("4", "Benzaldehyde"))


@pytest.fixture
def source(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """Return the publisher of the small list, which is followed."""
    settings.SOURCE_CONTACT = "mailto:lists@example.org"
    with publishing() as publisher:
        follow(publisher, tmp_path, settings, monkeypatch)
        publisher.publish(PATH, edition())
        yield publisher


def _run(*arguments: str) -> tuple[int, str]:
    out, status = StringIO(), 0
    try:
        call_command("collect_lists", *arguments, stdout=out)
    except SystemExit as left:
        status = int(str(left))
    return status, out.getvalue()


@pytest.mark.django_db
def test_each_look_is_a_line_and_the_status_says_whether_a_person_must_look(source: Publisher) -> None:
    assert _run(KEY) == (0, "xx-list  baseline   schedule: 3 rows, annex: 0 rows\n")
    assert _run(KEY) == (0, "xx-list  unchanged  nothing was published since it was last read\n")
    source.publish(PATH, edition(NEWS))
    assert _run(KEY) == (1, "xx-list  proposed   1 to add\n")
    source.mood = saying(500)
    status, said = _run(KEY)
    assert status == 1
    assert said.startswith("xx-list  failed     not_reached: http://127.0.0.1")


@pytest.mark.django_db
def test_a_source_at_which_the_look_breaks_keeps_none_behind_it_from_being_read(
    source: Publisher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(pages: Sequence[bytes], of: DeclaredSource) -> ParsedPublication:
        if of.key == KEY:
            raise KeyError(of.key)
        return interpret(pages, of)

    monkeypatch.setitem(CONNECTORS, "tiny", Connector(interpret=broken))
    (tmp_path / "yy-list.toml").write_text(DECLARED.replace('key = "xx-list"', 'key = "yy-list"'), encoding="utf-8")
    status, said = _run(KEY, "yy-list")
    assert status == 1
    assert said.splitlines()[0] == "xx-list  failed     unforeseen: KeyError; the log has the rest"
    assert said.splitlines()[1].startswith("yy-list  baseline")
    assert KEY not in due_sources(datetime.now(UTC))


@pytest.mark.django_db
def test_what_is_not_due_is_not_asked(source: Publisher) -> None:
    assert _run(KEY, "--due")[1] != ""
    assert _run(KEY, "--due") == (0, "")
    assert len(source.asked) == 1


@pytest.mark.django_db
def test_a_source_that_is_left_alone_is_named_and_passed_over(source: Publisher) -> None:
    ListSource.objects.create(key=KEY, enabled=False)
    status, said = _run(KEY)
    assert (status, source.asked) == (0, [])
    assert "left alone" in said


@pytest.mark.django_db
def test_a_source_that_is_not_declared_is_an_error_of_the_command(source: Publisher) -> None:
    with pytest.raises(CommandError, match="yy-list") as caught:
        call_command("collect_lists", KEY, "yy-list")
    assert caught.value.returncode == 2
    assert source.asked == []


@pytest.mark.django_db
def test_without_a_contact_every_source_is_refused_and_none_is_asked(source: Publisher, settings: Any) -> None:
    settings.SOURCE_CONTACT = ""
    status, said = _run()
    lines = said.splitlines()
    assert status == 1
    assert len(lines) == Collection.objects.count() > 5
    assert all("WATCHLIST_SOURCE_CONTACT" in line for line in lines)
    assert source.asked == []
