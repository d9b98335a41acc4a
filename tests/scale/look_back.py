"""A changed class, asked of all that is stored: how long, how much of it was looked at, and what came of it.

`manage.py shell --no-imports -c "from tests.scale.look_back import look_back; look_back()"`, on a database that
`make scale` filled. The class of the United States is made to reach an alkyl group where the law has the phenethyl
group.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import Count, Max, Sum

from tests.law_store.law import WHO
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.defining import RuleFacts, define
from watchlist.law_store.definitions import ClassRule
from watchlist.manifests.models import Item, ManifestLine
from watchlist.screenings.rescreen.models import Rescreen, RescreenStep
from watchlist.screenings.rescreen.starting import look_back_since, start_rescreens
from watchlist.tasks import run_job
from watchlist.temporal import last_tick

CLASS: Final = "us-fentanyl-related"
TAIL: Final = '{ part = "phenethyl" },'
OTHER_TAIL: Final = '{ part = "phenethyl" },\n  { limb = "A", classes = ["alkyl"] },'


def look_back() -> None:
    """Change the class, look back, change it again to what it was, and print what the first of them took."""
    row = ClassRule.objects.current().get(key=CLASS)
    facts = RuleFacts(row.key, row.title, row.text, row.members)
    law_known_at()  # compiled, as in a worker that is warm
    assert TAIL in facts.text
    print(json.dumps(_looked(replace(facts, text=facts.text.replace(TAIL, OTHER_TAIL, 1)))), flush=True)
    define(facts=facts, **WHO)


def _looked(changed: RuleFacts) -> dict[str, Any]:
    since = last_tick()
    define(facts=changed, **WHO)
    look_back_since(since=since, actor="scale")
    [job] = start_rescreens()
    began, started = datetime.now(UTC), time.perf_counter()
    run_job(str(job.pk))
    took = time.perf_counter() - started
    looked: Rescreen = Rescreen.objects.select_related("job").get(job=job)
    if looked.done_at is None:
        sys.exit(looked.job.error)
    steps = RescreenStep.objects.filter(rescreen=looked).order_by()
    stages = steps.values_list("stage").annotate(Count("pk"), Sum("looked_at"), Sum("found"), Max("taken_at"))
    return {
        "items": Item.objects.count(),
        "lines": ManifestLine.objects.count(),
        "seconds": round(took, 1),
        "stages": {
            stage: {"steps": number, "looked_at": many, "found": found, "after": round((at - began).total_seconds(), 1)}
            for stage, number, many, found, at in stages
        },
    }
