"""What a browser or a form takes from a page (values, addresses, drawings, lengths) is the same in every language."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Final

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.web.full_house import fill
from tests.web.walked import walk

PEOPLE: Final = ("anna", "carla")
LANGUAGES: Final = ("de",)
"""Those that write a comma where English writes a point are alike in it."""
SAID: Final = frozenset({"alt", "aria-label", "content", "label", "lang", "nonce", "placeholder", "title"})
NUMBER: Final = re.compile(r"\d+[.,]\d+")
COMMA: Final = re.compile(r"\d,\d")
Attribute = tuple[str, str, str]
"""An element, the name of its attribute, and the value."""

pytestmark = pytest.mark.usefixtures("law")


class _Attributes(HTMLParser):
    """Gathers the attributes with a broken number, those that are said aside."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found = Counter[tuple[str, str, str]]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name not in SAID and not name.startswith("data-") and NUMBER.search(value):
                self.found[tag, name, value] += 1
        given = dict(attrs)
        if tag == "input" and given.get("type") in ("date", "number", "datetime-local"):
            self.found[tag, "value", given.get("value") or ""] += 1


def _written_otherwise(plain: Counter[Attribute], other: Counter[Attribute]) -> list[Attribute]:
    """Return inputs with another value, and numbers written with a comma; a longer word may move what is drawn."""
    inputs = [each for each in (plain - other) if each[0] == "input"]
    return sorted([*inputs, *(each for each in (other - plain) if COMMA.search(each[2]))])


@pytest.mark.long
def test_attributes_are_the_same_in_each_language() -> None:
    fill()
    shapes, different, numbers = Counter[str](), list[str](), 0
    for name in PEOPLE:
        client = Client()
        client.force_login(User.objects.get(username=name))
        for path, answer in walk(client, shapes):
            plain = _Attributes(answer.content.decode()).found
            numbers += plain.total()
            for language in LANGUAGES:
                other = client.get(path, headers={"accept-language": language})
                assert other["Content-Language"] == language
                if changed := _written_otherwise(plain, _Attributes(other.content.decode()).found):
                    different.append(f"{path} in {language}: {changed}")
    assert not different, "\n".join(different)
    assert numbers > 100
