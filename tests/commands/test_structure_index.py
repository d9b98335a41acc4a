"""`manage.py structure_index` says what is wrong with the store, and makes it right."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.screenings.test_goods import FLUORO, P2P, TOLUENE, stored
from watchlist.screenings.goods.models import GoodsStructure, ItemStructure

pytestmark = pytest.mark.django_db


def said(verb: str) -> str:
    out = StringIO()
    call_command("structure_index", verb, stdout=out)
    return out.getvalue()


def test_it_takes_up_what_was_stored_and_verifies_it() -> None:
    stored(P2P, TOLUENE)
    assert "1 reading to be taken up" in said("verify")
    assert said("build") == "1 reading taken up\n"
    assert "2 structures of goods, 0 of them not searchable; 0 readings to be taken up" in said("verify")
    assert "The store is what the rows say." in said("verify")


def test_goods_that_lost_a_structure_are_named() -> None:
    item = stored(P2P, TOLUENE)
    said("build")
    ItemStructure.objects.filter(structure__smiles=TOLUENE).delete()
    with pytest.raises(CommandError) as raised:
        said("verify")
    key = GoodsStructure.objects.get(smiles=TOLUENE).key
    assert f"item {item.pk} is not drawn as its reading says" in str(raised.value)
    assert f"structure {key} is of no goods: {TOLUENE}" in str(raised.value)


if connection.vendor == "postgresql":
    SPOILT = {
        "DELETE FROM watchlist_stored_structure WHERE smiles = %s": "is not in the store",
        "UPDATE watchlist_stored_structure SET key = '1' WHERE smiles = %s": "which is none of the goods' structures",
        "UPDATE watchlist_stored_structure SET smiles = 'CC' WHERE smiles = %s": "is another in the store",
        "UPDATE watchlist_stored_structure SET inchikey = '' WHERE smiles = %s": "is not what is made of it now",
        "UPDATE watchlist_stored_structure SET parts = 0::bit(2048) WHERE smiles = %s": "as a part, the store is wrong",
    }

    @pytest.mark.parametrize("spoil", SPOILT)
    def test_whatever_is_wrong_in_the_store_is_found_and_made_right(spoil: str) -> None:
        stored(FLUORO, TOLUENE)
        said("build")
        with connection.cursor() as cursor:
            cursor.execute(spoil, [FLUORO])
        with pytest.raises(CommandError, match=SPOILT[spoil]):
            said("verify")
        assert said("rebuild") == "2 structures made anew.\n0 readings taken up\n"
        assert "The store is what the rows say." in said("verify")
