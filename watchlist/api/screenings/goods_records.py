"""Stored goods as they are answered: by what they are drawn as, and the lines that declare them."""

from __future__ import annotations

from typing import Any, Final

from rest_framework import serializers

from watchlist.api.record_base import ACTIONS, LINE_SEVERITIES, VERDICTS, Record
from watchlist.api.substances.records import SIMILARITY
from watchlist.screenings.goods.asking import MEETINGS

GOODS_ITEM: Final[dict[str, Any]] = {
    "structure": "000000000412",
    "smiles": "O=C1CCNCC1.Cl",
    "how": "part",
    "similarity": None,
    "goods": 3,
}
UNSEARCHED: Final = {"waiting": 2, "unread": 0, "refused": 1}
GOODS_LINE: Final[dict[str, Any]] = {
    "screening": "5f0f7a3e-6f0b-4a55-9a53-0c8a4d7f1c11",
    "reference": "SHA-HAM-0728",
    "line": 1,
    "declared": "4-Piperidone hydrochloride",
    "verdict": "controlled",
    "action": "authorise",
    "severity": "high",
    "made_at": "2026-03-02T09:14:00.120000Z",
}


class GoodsItem(Record):
    """A structure of stored goods that meets the search."""

    structure = serializers.CharField(help_text="its key, for as long as any goods are drawn so")
    smiles = serializers.CharField()
    how = serializers.ChoiceField(MEETINGS)
    similarity = serializers.FloatField(
        allow_null=True, min_value=0, max_value=1, help_text=f"{SIMILARITY}. Null for other searches"
    )
    goods = serializers.IntegerField(help_text="how many distinct goods are drawn so; each may be on many lines")


class NotAskedRecord(Record):
    """What the answer does not speak of."""

    waiting = serializers.IntegerField(help_text="distinct goods whose structures wait to be taken up")
    unread = serializers.IntegerField(help_text="distinct goods that were never read to the end")
    refused = serializers.IntegerField(help_text="structures that cannot be searched: too large, or not read")


class GoodsLine(Record):
    """A stored line that declares such goods, as the reader is shown it."""

    screening = serializers.UUIDField()
    reference = serializers.CharField(allow_blank=True, help_text="of the shipment")
    line = serializers.IntegerField(help_text="its number in the file, from 1")
    declared = serializers.CharField(allow_blank=True, help_text="the name as declared, else the number or structure")
    verdict = serializers.ChoiceField(VERDICTS)
    action = serializers.ChoiceField(ACTIONS)
    severity = serializers.ChoiceField(LINE_SEVERITIES)
    made_at = serializers.DateTimeField(help_text="of the screening")
