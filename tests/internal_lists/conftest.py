"""Invented house lists, and people who are shown them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User

from watchlist.internal_lists.list_file import read_house_list
from watchlist.internal_lists.lists import HouseListFacts, import_entries, open_house_list, show_to
from watchlist.internal_lists.models import HouseList

# Invented goods: caffeine by structure, a brand that no dictionary knows, and a number alone.
FILE = b"""key,name,other_names,cas,smiles,inchikey,reason,note
caffeine,Caffeine,guaranine|Coffein,58-08-2,Cn1cnc2c1c(=O)n(C)c(=O)n2C,,asked for by the plant,seen twice
brand,Quuxolan 7,QX-7|Quuxolan base,,,,,
proline,Prolinol base,,,OC[C@@H]1CCCN1,,,
toluidine,ortho-Toluidine,,95-53-4,,,,
"""

Opened = Callable[..., HouseList]


@pytest.fixture
def opened(db: None) -> Opened:
    """Return who opens a house list with a file on it, shown to the groups named."""

    def make(key: str = "house-plants", file: bytes = FILE, *groups: str) -> HouseList:
        made = open_house_list(facts=HouseListFacts(key, f"Title of {key}"), owner="lead", actor="lead")
        import_entries(house_list=made, list_file=read_house_list("list.csv", file), actor="lead")
        for group in groups:
            show_to(house_list=made, group=Group.objects.get_or_create(name=group)[0], actor="lead")
        return made

    return make


@pytest.fixture
def reader_of(second_officer: User) -> Callable[[str], User]:
    """Return who makes the second officer a member of a group."""

    def make(group: str) -> User:
        second_officer.groups.add(Group.objects.get_or_create(name=group)[0])
        return second_officer

    return make
