"""More reasons for a dismissal, those of a sure finding of law among them; and a line on which nobody is asked."""

from __future__ import annotations

from typing import Any, Final

from django.db import migrations, models

from watchlist.migrations._dismissals import REFUSALS
from watchlist.migrations._refusals import install_refusals
from watchlist.migrations._remaking import WithoutTriggers

OF_LAW: Final = (
    *("wrong_by_name", "wrong_by_number", "wrong_by_structure", "other_substance", "exempt_product"),
    *("not_in_that_form", "no_such_law_on_route"),
)
WORDS: Final = (*OF_LAW, "lawful_use_documented", "wrong_identification", "lawful_use_known", "data_error")


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guard in this database."""
    install_refusals(schema_editor, REFUSALS)


class Migration(migrations.Migration):
    """No table and no row: two constraints allow more, and a guard more."""

    dependencies = [("watchlist", "0006_line_dispositions")]
    operations = [
        migrations.AlterField(
            model_name="linestanding",
            name="standing",
            field=models.CharField(
                choices=[("open", "Open"), ("waiting", "Waiting"), ("judged", "Judged"), ("none", "None")],
                max_length=8,
            ),
        ),
        WithoutTriggers(
            "watchlist_judgement",
            [
                migrations.RemoveConstraint(model_name="judgement", name="judgement_dismissed_says_why"),
                migrations.RemoveConstraint(
                    model_name="judgement", name="judgement_of_law_dismissed_as_wrong_identification"
                ),
                migrations.AddConstraint(
                    model_name="judgement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason__in", WORDS), ("word", "dismissed")),
                            models.Q(models.Q(("word", "dismissed"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="judgement_dismissed_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="judgement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("referral__isnull", True),
                            models.Q(("reason__in", (*OF_LAW, "wrong_identification")), ("word", "dismissed")),
                            _connector="OR",
                        ),
                        name="judgement_of_law_dismissed_for_what_fits",
                    ),
                ),
            ],
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
