"""The links of the OpenAPI document: where an answer names a thing, the calls about that thing, and by what field."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

METHODS: Final = ("get", "post", "delete")


class CallLink(NamedTuple):
    """After `source` was answered with `status`, `field` of its body is the parameter `parameter` of `targets`."""

    source: str
    status: str
    field: str
    parameter: str
    targets: tuple[str, ...]


ON_A_SCREENING: Final = ("read_screening", "read_disposition", "replay_screening", "request_screening_replay")
ON_A_MANIFEST: Final = ("read_manifest", "list_manifest_lines", "read_manifest_results", "cancel_manifest")
ON_A_CHANGE_SET: Final = (
    "read_change_set",
    "comment_on_change_set",
    "decide_on_changes",
    "edit_change",
    "take_up_change_set",
)
ON_A_CASE: Final = ("read_case", "list_case_lines", "read_release_gate", "list_judgements", "judge", "decide_on_case")
ON_A_WEBHOOK: Final = ("read_webhook", "list_deliveries", "test_webhook", "rotate_webhook_secret", "unsubscribe")

LINKS: Final = (
    CallLink("screen", "201", "id", "screening_id", ON_A_SCREENING),
    CallLink("list_screenings", "200", "items/0/id", "screening_id", ON_A_SCREENING),
    CallLink("send_manifest", "202", "id", "manifest_id", ON_A_MANIFEST),
    CallLink("list_manifests", "200", "items/0/id", "manifest_id", ON_A_MANIFEST),
    CallLink("list_cases", "200", "items/0/number", "number", ON_A_CASE),
    CallLink("judge", "201", "items/0/referral", "referral_id", ("answer_referral",)),
    CallLink("list_referrals", "200", "items/0/id", "referral_id", ("answer_referral",)),
    CallLink("decide_on_case", "202", "id", "referral_id", ("answer_referral",)),
    CallLink("list_duties", "200", "items/0/id", "duty_id", ("read_duty", "mark_duty")),
    CallLink("draft_question", "201", "id", "question_id", ("send_question", "answer_question", "withdraw_question")),
    CallLink("list_corrections", "200", "items/0/id", "correction_id", ("answer_correction",)),
    CallLink("list_parties", "200", "items/0/id", "party_id", ("read_party",)),
    CallLink("list_authorisations", "200", "items/0/id", "authorisation_id", ("read_authorisation",)),
    CallLink("search_substances", "200", "items/0/key", "key", ("read_substance",)),
    CallLink("search_substances_by_body", "200", "items/0/key", "key", ("read_substance",)),
    CallLink("search_goods", "200", "items/0/structure", "structure", ("list_goods_lines",)),
    CallLink("search_goods_by_body", "200", "items/0/structure", "structure", ("list_goods_lines",)),
    CallLink("list_lists", "200", "items/0/key", "key", ("read_list", "diff_list", "list_editions")),
    CallLink("list_class_rules", "200", "items/0/key", "key", ("read_class_rule",)),
    CallLink("list_notices", "200", "items/0/key", "key", ("read_notice",)),
    CallLink("list_house_lists", "200", "items/0/key", "key", ("read_house_list",)),
    CallLink("open_change_set", "201", "id", "change_set_id", ON_A_CHANGE_SET),
    CallLink("list_change_sets", "200", "items/0/id", "change_set_id", ON_A_CHANGE_SET),
    CallLink("subscribe", "201", "id", "webhook_id", ON_A_WEBHOOK),
    CallLink("list_webhooks", "200", "items/0/id", "webhook_id", ON_A_WEBHOOK),
    CallLink("log_in", "201", "key", "key", ("rotate_token", "revoke_token")),
    CallLink("rotate_token", "201", "key", "key", ("rotate_token", "revoke_token")),
)


def add_links(document: dict[str, Any]) -> None:
    """Add each link to the answer that it goes out from. Raises `KeyError` where a link names what is not described."""
    operations = {
        path[method]["operationId"]: path[method]
        for path in document["paths"].values()
        for method in METHODS
        if method in path
    }
    for link in LINKS:
        links = operations[link.source]["responses"][link.status].setdefault("links", {})
        for target in link.targets:
            expression = f"$response.body#/{link.field}"
            assert target in operations, f"a link leads to {target}, which is not described"
            links[target] = {"operationId": target, "parameters": {link.parameter: expression}}
