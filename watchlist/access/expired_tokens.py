"""Tokens that are over: kept for a month, for who looks why a program stopped, and deleted then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from watchlist import audit
from watchlist.access.models import Token

KEPT: Final = timedelta(days=30)
BATCH: Final = 500


def drop_expired_tokens(*, actor: str, at: datetime) -> None:
    """Delete the tokens that ended a month before an instant, or earlier; an act of the trail names those of a batch.

    Nothing else hangs on a token: what was counted, limited or answered once belongs to its lineage, and goes in its
    own time.
    """
    while _drop_batch(actor, at):
        pass


@transaction.atomic
def _drop_batch(actor: str, at: datetime) -> bool:
    audit.lock_chain()  # before it is looked what is left: somebody may do the same at this moment
    tokens = list(Token.objects.filter(expiry__lt=at - KEPT).order_by("expiry", "pk")[:BATCH])
    if not tokens:
        return False
    Token.objects.filter(pk__in=[token.pk for token in tokens]).delete()
    keys = [token.token_key for token in tokens]
    audit.append(
        actor=actor,
        verb="drop_expired_tokens",
        target_kind="token",
        target_key="",
        payload={"tokens": keys},
        at=at,
        rows=tokens,
    )
    return True
