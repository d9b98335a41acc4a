"""What models and the fields that lists show are called: names that can be translated. It changes no table."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Options and names alone: no statement is sent, so every guard stays."""

    dependencies = [
        ("watchlist", "0024_everyday_lines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="application",
            options={
                "ordering": ["applied_at", "pk"],
                "verbose_name": "application",
                "verbose_name_plural": "applications",
            },
        ),
        migrations.AlterModelOptions(
            name="attachment",
            options={"ordering": ["case", "at"], "verbose_name": "attachment", "verbose_name_plural": "attachments"},
        ),
        migrations.AlterModelOptions(
            name="auditchain",
            options={"verbose_name": "chain of the trail", "verbose_name_plural": "chains of the trail"},
        ),
        migrations.AlterModelOptions(
            name="auditevent",
            options={"ordering": ["-sequence"], "verbose_name": "audit event", "verbose_name_plural": "audit events"},
        ),
        migrations.AlterModelOptions(
            name="auditpayload",
            options={"verbose_name": "payload of an audit event", "verbose_name_plural": "payloads of audit events"},
        ),
        migrations.AlterModelOptions(
            name="authorisation",
            options={
                "ordering": ["holder_key", "number", "recorded_at"],
                "permissions": [
                    ("manage_authorisations", "Registers, corrects and revokes authorisations that parties hold")
                ],
                "verbose_name": "authorisation",
                "verbose_name_plural": "authorisations",
            },
        ),
        migrations.AlterModelOptions(
            name="authorisationscan",
            options={
                "ordering": ["document", "at"],
                "verbose_name": "scan of an authorisation",
                "verbose_name_plural": "scans of authorisations",
            },
        ),
        migrations.AlterModelOptions(
            name="authorisationuse",
            options={
                "ordering": ["document", "number"],
                "verbose_name": "use of an authorisation",
                "verbose_name_plural": "uses of authorisations",
            },
        ),
        migrations.AlterModelOptions(
            name="authority",
            options={"ordering": ["key"], "verbose_name": "authority", "verbose_name_plural": "authorities"},
        ),
        migrations.AlterModelOptions(
            name="authorityreport",
            options={
                "ordering": ["case", "at"],
                "verbose_name": "report to an authority",
                "verbose_name_plural": "reports to authorities",
            },
        ),
        migrations.AlterModelOptions(
            name="boundaryevent",
            options={
                "ordering": ["-at"],
                "verbose_name": "event beside boundaries",
                "verbose_name_plural": "events beside boundaries",
            },
        ),
        migrations.AlterModelOptions(
            name="boundarysight",
            options={
                "verbose_name": "sight of an event beside boundaries",
                "verbose_name_plural": "sights of events beside boundaries",
            },
        ),
        migrations.AlterModelOptions(
            name="case",
            options={
                "ordering": ["-opened_at", "-pk"],
                "permissions": [
                    ("work_cases", "Works on cases: judges, notes, moves, asks for and records what became of them"),
                    ("second_cases", "Answers as the second officer what another asked for"),
                    ("report_cases", "Reports to authorities, and knows which shipments were reported"),
                ],
                "verbose_name": "case",
                "verbose_name_plural": "cases",
            },
        ),
        migrations.AlterModelOptions(
            name="casedue",
            options={"ordering": ["rescreen", "pk"], "verbose_name": "case due", "verbose_name_plural": "cases due"},
        ),
        migrations.AlterModelOptions(
            name="caseevent",
            options={
                "ordering": ["case", "-pk"],
                "verbose_name": "event of a case",
                "verbose_name_plural": "events of cases",
            },
        ),
        migrations.AlterModelOptions(
            name="caselookback",
            options={
                "ordering": ["case", "at"],
                "verbose_name": "look-back of a case",
                "verbose_name_plural": "look-backs of cases",
            },
        ),
        migrations.AlterModelOptions(
            name="casescreening",
            options={
                "ordering": ["case", "at"],
                "verbose_name": "screening of a case",
                "verbose_name_plural": "screenings of cases",
            },
        ),
        migrations.AlterModelOptions(
            name="change",
            options={"ordering": ["revision", "position"], "verbose_name": "change", "verbose_name_plural": "changes"},
        ),
        migrations.AlterModelOptions(
            name="changecomment",
            options={
                "ordering": ["at", "pk"],
                "verbose_name": "remark on a change",
                "verbose_name_plural": "remarks on changes",
            },
        ),
        migrations.AlterModelOptions(
            name="changeset",
            options={
                "ordering": ["-opened_at", "-pk"],
                "permissions": [("approve_changes", "Decides on changes of lists that another proposed")],
                "verbose_name": "change set",
                "verbose_name_plural": "change sets",
            },
        ),
        migrations.AlterModelOptions(
            name="classrule",
            options={"ordering": ["key"], "verbose_name": "class rule", "verbose_name_plural": "class rules"},
        ),
        migrations.AlterModelOptions(
            name="collection",
            options={
                "ordering": ["-started_at", "-pk"],
                "verbose_name": "collection",
                "verbose_name_plural": "collections",
            },
        ),
        migrations.AlterModelOptions(
            name="columnmapping",
            options={
                "ordering": ["shape", "column", "recorded_at"],
                "verbose_name": "column mapping",
                "verbose_name_plural": "column mappings",
            },
        ),
        migrations.AlterModelOptions(
            name="condition",
            options={"ordering": ["key"], "verbose_name": "condition", "verbose_name_plural": "conditions"},
        ),
        migrations.AlterModelOptions(
            name="consignment",
            options={
                "ordering": ["screening", "line", "substance_key"],
                "verbose_name": "consignment",
                "verbose_name_plural": "consignments",
            },
        ),
        migrations.AlterModelOptions(
            name="controllist",
            options={
                "ordering": [models.OrderBy(models.F("jurisdiction__key"), nulls_last=True), "key"],
                "verbose_name": "control list",
                "verbose_name_plural": "control lists",
            },
        ),
        migrations.AlterModelOptions(
            name="curatortask",
            options={
                "ordering": [models.OrderBy(models.F("closed_at"), nulls_first=True), "-opened_at", "-pk"],
                "verbose_name": "curator's task",
                "verbose_name_plural": "curators' tasks",
            },
        ),
        migrations.AlterModelOptions(
            name="decision",
            options={"ordering": ["decided_at", "pk"], "verbose_name": "decision", "verbose_name_plural": "decisions"},
        ),
        migrations.AlterModelOptions(
            name="deliveryattempt",
            options={
                "default_permissions": ("view",),
                "ordering": ["at", "pk"],
                "verbose_name": "attempt at a delivery",
                "verbose_name_plural": "attempts at deliveries",
            },
        ),
        migrations.AlterModelOptions(
            name="description",
            options={"verbose_name": "description", "verbose_name_plural": "descriptions"},
        ),
        migrations.AlterModelOptions(
            name="destination",
            options={
                "ordering": ["table", "country", models.OrderBy(models.F("since"), nulls_first=True)],
                "verbose_name": "destination",
                "verbose_name_plural": "destinations",
            },
        ),
        migrations.AlterModelOptions(
            name="destinationtable",
            options={
                "ordering": ["key"],
                "verbose_name": "destination table",
                "verbose_name_plural": "destination tables",
            },
        ),
        migrations.AlterModelOptions(
            name="determination",
            options={
                "ordering": ["-asked_at", "-pk"],
                "verbose_name": "determination",
                "verbose_name_plural": "determinations",
            },
        ),
        migrations.AlterModelOptions(
            name="determinationterm",
            options={"verbose_name": "term of a determination", "verbose_name_plural": "terms of determinations"},
        ),
        migrations.AlterModelOptions(
            name="disposition",
            options={
                "ordering": ["case", "number"],
                "verbose_name": "disposition",
                "verbose_name_plural": "dispositions",
            },
        ),
        migrations.AlterModelOptions(
            name="duty",
            options={
                "ordering": ["case", models.OrderBy(models.F("due_on"), nulls_last=True), "pk"],
                "verbose_name": "duty",
                "verbose_name_plural": "duties",
            },
        ),
        migrations.AlterModelOptions(
            name="dutyrun",
            options={
                "default_permissions": (),
                "ordering": ["entry"],
                "verbose_name": "run of a duty of the schedule",
                "verbose_name_plural": "runs of duties of the schedule",
            },
        ),
        migrations.AlterModelOptions(
            name="dutystep",
            options={
                "ordering": ["duty", "number"],
                "verbose_name": "step of a duty",
                "verbose_name_plural": "steps of duties",
            },
        ),
        migrations.AlterModelOptions(
            name="edition",
            options={"ordering": ["-read_at", "-pk"], "verbose_name": "edition", "verbose_name_plural": "editions"},
        ),
        migrations.AlterModelOptions(
            name="family",
            options={"ordering": ["key"], "verbose_name": "family", "verbose_name_plural": "families"},
        ),
        migrations.AlterModelOptions(
            name="hit",
            options={"ordering": ["screened_line", "position"], "verbose_name": "hit", "verbose_name_plural": "hits"},
        ),
        migrations.AlterModelOptions(
            name="houseedition",
            options={
                "ordering": ["house_list", "-recorded_at"],
                "verbose_name": "edition of a house list",
                "verbose_name_plural": "editions of house lists",
            },
        ),
        migrations.AlterModelOptions(
            name="houseentry",
            options={
                "ordering": ["house_list", "key", "recorded_at"],
                "verbose_name": "entry of a house list",
                "verbose_name_plural": "entries of house lists",
            },
        ),
        migrations.AlterModelOptions(
            name="houselist",
            options={"ordering": ["key"], "verbose_name": "house list", "verbose_name_plural": "house lists"},
        ),
        migrations.AlterModelOptions(
            name="idempotentcall",
            options={"verbose_name": "idempotent call", "verbose_name_plural": "idempotent calls"},
        ),
        migrations.AlterModelOptions(
            name="identifier",
            options={"verbose_name": "identifier", "verbose_name_plural": "identifiers"},
        ),
        migrations.AlterModelOptions(
            name="instrument",
            options={"ordering": ["key"], "verbose_name": "instrument", "verbose_name_plural": "instruments"},
        ),
        migrations.AlterModelOptions(
            name="item",
            options={"verbose_name": "item", "verbose_name_plural": "items"},
        ),
        migrations.AlterModelOptions(
            name="itemreading",
            options={"verbose_name": "reading of an item", "verbose_name_plural": "readings of items"},
        ),
        migrations.AlterModelOptions(
            name="job",
            options={
                "default_permissions": ("view",),
                "ordering": ["-created_at", "pk"],
                "permissions": [("manage_jobs", "Cancels jobs of others, and queues failed ones again")],
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
            },
        ),
        migrations.AlterModelOptions(
            name="judgement",
            options={
                "ordering": ["screened_line", "position", "number"],
                "verbose_name": "judgement",
                "verbose_name_plural": "judgements",
            },
        ),
        migrations.AlterModelOptions(
            name="jurisdiction",
            options={"ordering": ["key"], "verbose_name": "jurisdiction", "verbose_name_plural": "jurisdictions"},
        ),
        migrations.AlterModelOptions(
            name="lawclock",
            options={"verbose_name": "clock of the law", "verbose_name_plural": "clocks of the law"},
        ),
        migrations.AlterModelOptions(
            name="lawtick",
            options={"verbose_name": "tick of the law's clock", "verbose_name_plural": "ticks of the law's clock"},
        ),
        migrations.AlterModelOptions(
            name="lawtold",
            options={
                "default_permissions": (),
                "verbose_name": "change of law told",
                "verbose_name_plural": "changes of law told",
            },
        ),
        migrations.AlterModelOptions(
            name="linestanding",
            options={"verbose_name": "standing of a line", "verbose_name_plural": "standings of lines"},
        ),
        migrations.AlterModelOptions(
            name="listentry",
            options={"ordering": ["key"], "verbose_name": "list entry", "verbose_name_plural": "list entries"},
        ),
        migrations.AlterModelOptions(
            name="listsource",
            options={
                "ordering": ["key"],
                "permissions": [("collect_lists", "Has publications fetched, and stops or resumes following one")],
                "verbose_name": "source of lists",
                "verbose_name_plural": "sources of lists",
            },
        ),
        migrations.AlterModelOptions(
            name="manifest",
            options={
                "ordering": ["-received_at", "-pk"],
                "verbose_name": "manifest",
                "verbose_name_plural": "manifests",
            },
        ),
        migrations.AlterModelOptions(
            name="manifestdraft",
            options={
                "ordering": ["-kept_at"],
                "verbose_name": "file whose columns are being chosen",
                "verbose_name_plural": "files whose columns are being chosen",
            },
        ),
        migrations.AlterModelOptions(
            name="manifestline",
            options={
                "ordering": ["manifest", "number"],
                "verbose_name": "line of a manifest",
                "verbose_name_plural": "lines of manifests",
            },
        ),
        migrations.AlterModelOptions(
            name="manifestpart",
            options={
                "ordering": ["manifest", "number"],
                "verbose_name": "part of a manifest",
                "verbose_name_plural": "parts of manifests",
            },
        ),
        migrations.AlterModelOptions(
            name="manifestparty",
            options={
                "ordering": ["manifest", "party", "role"],
                "verbose_name": "party of a manifest",
                "verbose_name_plural": "parties of manifests",
            },
        ),
        migrations.AlterModelOptions(
            name="mask",
            options={"ordering": ["key"], "verbose_name": "mask", "verbose_name_plural": "masks"},
        ),
        migrations.AlterModelOptions(
            name="membership",
            options={
                "ordering": ["jurisdiction__key", "country", models.OrderBy(models.F("since"), nulls_first=True)],
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
            },
        ),
        migrations.AlterModelOptions(
            name="name",
            options={"verbose_name": "name", "verbose_name_plural": "names"},
        ),
        migrations.AlterModelOptions(
            name="notice",
            options={
                "ordering": [models.OrderBy(models.F("published_on"), descending=True, nulls_last=True), "key"],
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
            },
        ),
        migrations.AlterModelOptions(
            name="obligation",
            options={"verbose_name": "obligation", "verbose_name_plural": "obligations"},
        ),
        migrations.AlterModelOptions(
            name="party",
            options={"ordering": ["key"], "verbose_name": "party", "verbose_name_plural": "parties"},
        ),
        migrations.AlterModelOptions(
            name="publication",
            options={
                "ordering": ["-fetched_at", "-pk"],
                "verbose_name": "publication",
                "verbose_name_plural": "publications",
            },
        ),
        migrations.AlterModelOptions(
            name="referral",
            options={"ordering": ["-asked_at", "-pk"], "verbose_name": "referral", "verbose_name_plural": "referrals"},
        ),
        migrations.AlterModelOptions(
            name="rescreen",
            options={
                "ordering": ["-started_at", "-pk"],
                "verbose_name": "look-back",
                "verbose_name_plural": "look-backs",
            },
        ),
        migrations.AlterModelOptions(
            name="rescreendue",
            options={
                "ordering": ["asked_at", "pk"],
                "verbose_name": "look-back due",
                "verbose_name_plural": "look-backs due",
            },
        ),
        migrations.AlterModelOptions(
            name="rescreenstep",
            options={
                "ordering": ["rescreen", "number"],
                "verbose_name": "step of a look-back",
                "verbose_name_plural": "steps of look-backs",
            },
        ),
        migrations.AlterModelOptions(
            name="revision",
            options={
                "ordering": ["change_set", "number"],
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
            },
        ),
        migrations.AlterModelOptions(
            name="scheduling",
            options={
                "ordering": ["entry__key", models.OrderBy(models.F("valid_from"), nulls_first=True), "recorded_at"],
                "verbose_name": "scheduling",
                "verbose_name_plural": "schedulings",
            },
        ),
        migrations.AlterModelOptions(
            name="screenedline",
            options={
                "ordering": ["screening", "line__number"],
                "verbose_name": "screened line",
                "verbose_name_plural": "screened lines",
            },
        ),
        migrations.AlterModelOptions(
            name="screening",
            options={
                "ordering": ["-made_at"],
                "permissions": [("review_cases", "Sees the full reasons of near boundaries and analogues")],
                "verbose_name": "screening",
                "verbose_name_plural": "screenings",
            },
        ),
        migrations.AlterModelOptions(
            name="structure",
            options={"verbose_name": "structure", "verbose_name_plural": "structures"},
        ),
        migrations.AlterModelOptions(
            name="substance",
            options={"ordering": ["key"], "verbose_name": "substance", "verbose_name_plural": "substances"},
        ),
        migrations.AlterModelOptions(
            name="suppression",
            options={
                "ordering": ["-asked_at", "-pk"],
                "verbose_name": "suppression",
                "verbose_name_plural": "suppressions",
            },
        ),
        migrations.AlterModelOptions(
            name="suppressionterm",
            options={"verbose_name": "term of a suppression", "verbose_name_plural": "terms of suppressions"},
        ),
        migrations.AlterModelOptions(
            name="token",
            options={
                "ordering": ["-created"],
                "permissions": [
                    ("propose_changes", "Proposes changes of lists"),
                    ("administer_service", "Watches the service itself"),
                ],
                "verbose_name": "token",
                "verbose_name_plural": "tokens",
            },
        ),
        migrations.AlterModelOptions(
            name="tokensignal",
            options={
                "ordering": ["-first_at"],
                "verbose_name": "signal met by a token",
                "verbose_name_plural": "signals met by tokens",
            },
        ),
        migrations.AlterModelOptions(
            name="tokenuse",
            options={"ordering": ["-since"], "verbose_name": "use of a token", "verbose_name_plural": "uses of tokens"},
        ),
        migrations.AlterModelOptions(
            name="told",
            options={
                "default_permissions": (),
                "ordering": ["-at", "-pk"],
                "verbose_name": "message told",
                "verbose_name_plural": "messages told",
            },
        ),
        migrations.AlterModelOptions(
            name="toucheditem",
            options={
                "ordering": ["rescreen", "item"],
                "verbose_name": "item touched by a look-back",
                "verbose_name_plural": "items touched by look-backs",
            },
        ),
        migrations.AlterModelOptions(
            name="upload",
            options={
                "ordering": ["-manifest__received_at", "pk"],
                "verbose_name": "upload",
                "verbose_name_plural": "uploads",
            },
        ),
        migrations.AlterModelOptions(
            name="uploadend",
            options={
                "ordering": ["upload", "at"],
                "verbose_name": "end of an upload",
                "verbose_name_plural": "ends of uploads",
            },
        ),
        migrations.AlterModelOptions(
            name="webhook",
            options={
                "default_permissions": ("view",),
                "ordering": ["-created_at", "pk"],
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
            },
        ),
        migrations.AlterModelOptions(
            name="webhookdelivery",
            options={
                "default_permissions": ("view",),
                "ordering": ["-created_at", "pk"],
                "verbose_name": "delivery to a webhook",
                "verbose_name_plural": "deliveries to webhooks",
            },
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="actor",
            field=models.CharField(max_length=150, verbose_name="actor"),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="sequence",
            field=models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name="number"),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="target_key",
            field=models.CharField(max_length=200, verbose_name="key of the row"),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="target_kind",
            field=models.CharField(max_length=40, verbose_name="kind of row"),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="verb",
            field=models.CharField(max_length=40, verbose_name="verb"),
        ),
        migrations.AlterField(
            model_name="boundaryevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("share", "a share of signals far from the token's own past"),
                    ("walk", "many structures, a step apart, around one listed substance"),
                ],
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="boundaryevent",
            name="lines",
            field=models.PositiveBigIntegerField(help_text="of that day until then", verbose_name="lines"),
        ),
        migrations.AlterField(
            model_name="boundaryevent",
            name="structures",
            field=models.PositiveBigIntegerField(
                help_text="distinct ones with a signal, of that day until then", verbose_name="structures"
            ),
        ),
        migrations.AlterField(
            model_name="boundaryevent",
            name="token",
            field=models.CharField(
                help_text="the token's name when it was noticed", max_length=80, verbose_name="token"
            ),
        ),
        migrations.AlterField(
            model_name="boundaryevent",
            name="user",
            field=models.CharField(max_length=150, verbose_name="user"),
        ),
        migrations.AlterField(
            model_name="controllist",
            name="binds",
            field=models.CharField(help_text="persons or states", max_length=10, verbose_name="binds"),
        ),
        migrations.AlterField(
            model_name="controllist",
            name="branch",
            field=models.CharField(max_length=12, verbose_name="branch"),
        ),
        migrations.AlterField(
            model_name="controllist",
            name="category",
            field=models.CharField(max_length=60, verbose_name="category"),
        ),
        migrations.AlterField(
            model_name="controllist",
            name="tier",
            field=models.CharField(
                help_text="the tier that its entries give: listed or drug_reference", max_length=20, verbose_name="tier"
            ),
        ),
        migrations.AlterField(
            model_name="controllist",
            name="title",
            field=models.CharField(max_length=200, verbose_name="title"),
        ),
        migrations.AlterField(
            model_name="houselist",
            name="key",
            field=models.SlugField(max_length=60, unique=True, verbose_name="key"),
        ),
        migrations.AlterField(
            model_name="houselist",
            name="owner",
            field=models.CharField(help_text="who answers for it", max_length=150, verbose_name="owner"),
        ),
        migrations.AlterField(
            model_name="houselist",
            name="title",
            field=models.CharField(max_length=200, verbose_name="title"),
        ),
        migrations.AlterField(
            model_name="instrument",
            name="confidence",
            field=models.CharField(
                choices=[("confirmed", "Confirmed"), ("reported", "Reported"), ("unverified", "Unverified")],
                max_length=12,
                verbose_name="confidence",
            ),
        ),
        migrations.AlterField(
            model_name="instrument",
            name="kind",
            field=models.CharField(max_length=40, verbose_name="kind"),
        ),
        migrations.AlterField(
            model_name="instrument",
            name="title",
            field=models.TextField(verbose_name="title"),
        ),
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(max_length=40, verbose_name="kind"),
        ),
        migrations.AlterField(
            model_name="job",
            name="owner",
            field=models.CharField(max_length=150, verbose_name="owner"),
        ),
        migrations.AlterField(
            model_name="screening",
            name="made_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="made at"),
        ),
        migrations.AlterField(
            model_name="screening",
            name="made_by",
            field=models.CharField(max_length=150, verbose_name="made by"),
        ),
        migrations.AlterField(
            model_name="token",
            name="calls_per_minute",
            field=models.PositiveIntegerField(
                blank=True, help_text="empty: as every token", null=True, verbose_name="calls per minute"
            ),
        ),
        migrations.AlterField(
            model_name="token",
            name="lines_per_day",
            field=models.PositiveIntegerField(
                blank=True, help_text="empty: as every token", null=True, verbose_name="lines per day"
            ),
        ),
        migrations.AlterField(
            model_name="token",
            name="name",
            field=models.CharField(blank=True, max_length=80, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="token",
            name="scopes",
            field=models.CharField(blank=True, help_text="with spaces between", max_length=200, verbose_name="scopes"),
        ),
        migrations.AlterField(
            model_name="webhook",
            name="events",
            field=models.CharField(help_text="with spaces between", max_length=200, verbose_name="events"),
        ),
        migrations.AlterField(
            model_name="webhook",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="webhooks",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AlterField(
            model_name="webhookdelivery",
            name="event",
            field=models.CharField(max_length=40, verbose_name="event"),
        ),
    ]
