"""Where the API answers. Every address asks for a token first, the ones that lead nowhere too; a few are public."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path, re_path, resolve
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from watchlist.api import problem_pages
from watchlist.api.accounts import tokens
from watchlist.api.base import address, view
from watchlist.api.cases import (
    attachments,
    cases,
    corrections,
    decisions,
    duties,
    judgements,
    line_decisions,
    lines,
    overrides,
    questions,
    referrals,
    routes,
)
from watchlist.api.cases.verbs import CASE_VERBS
from watchlist.api.curation import change_sets
from watchlist.api.curation.change_sets import CHANGE_SET_VERBS
from watchlist.api.law import changes, class_rules, grounds, list_diffs, lists, notices, schedulings
from watchlist.api.manifests import manifests
from watchlist.api.operations import operation, webhooks
from watchlist.api.problems import ApiProblem
from watchlist.api.reading import BODY_PARSERS
from watchlist.api.registers import (
    authorisations,
    internal_list_bodies,
    internal_list_editions,
    internal_list_owners,
    internal_lists,
    parties,
)
from watchlist.api.schema_address import SchemaAddress
from watchlist.api.screenings import dispositions, goods, replay_runs, replays, screenings
from watchlist.api.substances import substances

app_name = "api"
NOWHERE: Final = "nowhere"


@extend_schema(exclude=True)
class UnknownAddress(APIView):
    """An address under which nothing is held, or one without its slash: a write that is led on may lose its body."""

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        meant = f"{request.path}/"
        if not request.path.endswith("/") and resolve(meant).url_name != NOWHERE:
            raise ApiProblem("slash-missing", f"Addresses end in a slash: {meant}")
        raise NotFound


def probe_paths(name: str, probe: type[APIView]) -> tuple[URLPattern, URLPattern]:
    """Return where an address of operation answers: with the slash as all do, and without, as probes ask for it."""
    return path(f"{name}/", probe.as_view(schema=None), name=f"{name}_too"), path(name, probe.as_view(), name=name)


urlpatterns = [
    path(
        "screenings/",
        view(screenings.list_screenings, screenings.screen_shipment, parsers=BODY_PARSERS),
        name="screenings",
    ),
    path("screenings/<uuid:screening_id>/", view(screenings.read_screening), name="screening"),
    path("screenings/<uuid:screening_id>/replays/", view(replay_runs.request_screening_replay), name="replays"),
    path(
        "screenings/<uuid:screening_id>/replays/<uuid:replay_id>/",
        view(replay_runs.read_screening_replay),
        name="replay_run",
    ),
    path("screenings/<uuid:screening_id>/disposition/", view(dispositions.read_disposition), name="disposition"),
    path("screenings/<uuid:screening_id>/replay/", view(replays.replay_screening), name="replay"),
    path(
        "manifests/",
        view(manifests.list_manifests, manifests.send_manifest, parsers=manifests.PARSERS),
        name="manifests",
    ),
    path("manifests/<uuid:manifest_id>/", view(manifests.read_manifest), name="manifest"),
    path("manifests/<uuid:manifest_id>/cancel/", view(manifests.cancel_manifest), name="cancel_manifest"),
    path("manifests/<uuid:manifest_id>/lines/", view(manifests.list_manifest_lines), name="manifest_lines"),
    path("manifests/<uuid:manifest_id>/results/", view(manifests.read_manifest_results), name="manifest_results"),
    path("cases/", view(cases.list_cases), name="cases"),
    path("cases/<slug:number>/", view(cases.read_case), name="case"),
    path("cases/<slug:number>/lines/", view(lines.list_case_lines), name="case_lines"),
    path("cases/<slug:number>/events/", view(cases.list_case_events), name="case_events"),
    path("cases/<slug:number>/judgements/", view(judgements.list_judgements, judgements.judge_hits), name="judgements"),
    path("cases/<slug:number>/judgements/line/", view(judgements.judge_whole_line), name="line-judgements"),
    path(
        "cases/<slug:number>/judgements/substance/",
        view(judgements.judge_substance_everywhere),
        name="substance-judgements",
    ),
    path(
        "cases/<slug:number>/authorisations/", view(authorisations.list_case_authorisations), name="case_authorisations"
    ),
    path(
        "cases/<slug:number>/corrections/",
        view(corrections.list_case_corrections, corrections.correct_line_of_case),
        name="case_corrections",
    ),
    path(
        "cases/<slug:number>/questions/",
        view(questions.list_case_questions, questions.draft_question_of_case),
        name="case_questions",
    ),
    path(
        "cases/<slug:number>/attachments/",
        view(attachments.list_case_attachments, attachments.attach_to_case, parsers=attachments.PARSERS),
        name="case_attachments",
    ),
    path("cases/<slug:number>/release/", view(decisions.read_release_gate), name="release_gate"),
    path(
        "cases/<slug:number>/routes/",
        view(routes.list_case_routes, routes.record_route_check),
        name="case_routes",
    ),
    path(
        "cases/<slug:number>/decisions/",
        view(decisions.list_case_decisions, decisions.decide_on_case),
        name="case_decisions",
    ),
    path(
        "cases/<slug:number>/line-decisions/",
        view(line_decisions.list_line_decisions, line_decisions.decide_on_lines),
        name="line_decisions",
    ),
    path("duties/", view(duties.list_duties), name="duties"),
    path("duties/<int:duty_id>/", view(duties.read_duty), name="duty"),
    path("duties/<int:duty_id>/done/", view(duties.mark_duty_done), name="mark_duty"),
    path("overrides/", view(overrides.list_overrides), name="overrides"),
    path("cases/<slug:number>/assign/", view(CASE_VERBS["assign"]), name="assign_case"),
    path("cases/<slug:number>/hold/", view(CASE_VERBS["hold"]), name="hold_case"),
    path("cases/<slug:number>/resume/", view(CASE_VERBS["resume"]), name="resume_case"),
    path("cases/<slug:number>/snooze/", view(CASE_VERBS["snooze"]), name="snooze_case"),
    path("cases/<slug:number>/notes/", view(CASE_VERBS["notes"]), name="case_notes"),
    path("cases/<slug:number>/reopen/", view(CASE_VERBS["reopen"]), name="reopen_case"),
    path("referrals/", view(referrals.list_referrals), name="referrals"),
    path("referrals/<int:referral_id>/answer/", view(referrals.answer_as_second), name="answer_referral"),
    path("questions/<int:question_id>/send/", view(questions.mark_question_sent), name="send_question"),
    path("questions/<int:question_id>/answer/", view(questions.keep_answer), name="answer_question"),
    path("questions/<int:question_id>/withdraw/", view(questions.withdraw), name="withdraw_question"),
    path("corrections/", view(corrections.list_corrections), name="corrections"),
    path(
        "corrections/<int:correction_id>/answer/",
        view(corrections.answer_correction_as_second),
        name="answer_correction",
    ),
    path("authorisations/", view(authorisations.list_authorisations), name="authorisations"),
    path("authorisations/<int:authorisation_id>/", view(authorisations.read_authorisation), name="authorisation"),
    path("parties/", view(parties.list_parties), name="parties"),
    path("parties/<int:party_id>/", view(parties.read_party), name="party"),
    path("substances/", view(substances.search_substances), name="substances"),
    path("substances/search/", view(substances.search_substances_by_body), name="substance_search"),
    path("substances/<slug:key>/", view(substances.read_substance), name="substance"),
    path("goods/", view(goods.search_goods), name="goods"),
    path("goods/search/", view(goods.search_goods_by_body), name="goods_search"),
    path("goods/<slug:structure>/lines/", view(goods.list_goods_lines), name="goods_lines"),
    path("house-lists/", view(internal_lists.list_house_lists, internal_list_owners.open_own_list), name="house_lists"),
    path("house-lists/<slug:key>/", view(internal_lists.read_house_list), name="house_list"),
    path(
        "house-lists/<slug:key>/editions/",
        view(
            internal_lists.list_house_editions,
            internal_list_editions.bring_edition,
            parsers=internal_list_bodies.PARSERS,
        ),
        name="house_editions",
    ),
    path(
        "house-lists/<slug:key>/editions/<uuid:edition_id>/",
        view(internal_lists.read_house_edition),
        name="house_edition",
    ),
    path(
        "house-lists/<slug:key>/diff/",
        view(internal_list_editions.diff_edition, parsers=internal_list_bodies.PARSERS),
        name="house_diff",
    ),
    path("house-lists/<slug:key>/show/", view(internal_list_owners.show_list), name="show_house_list"),
    path("house-lists/<slug:key>/hide/", view(internal_list_owners.hide_list), name="hide_house_list"),
    path("tokens/", tokens.Tokens.as_view(), name="tokens"),
    path("tokens/mine/", view(tokens.list_tokens), name="own_tokens"),
    path("tokens/<slug:key>/", view(tokens.revoke_token), name="token"),
    path("tokens/<slug:key>/rotate/", view(tokens.rotate_token), name="rotate_token"),
    path("webhooks/", view(webhooks.list_webhooks, webhooks.subscribe_webhook), name="webhooks"),
    path("webhooks/<uuid:webhook_id>/", view(webhooks.read_webhook, webhooks.unsubscribe_webhook), name="webhook"),
    path("webhooks/<uuid:webhook_id>/change/", view(webhooks.change_webhook), name="change_webhook"),
    path("webhooks/<uuid:webhook_id>/rotate/", view(webhooks.rotate_webhook_secret), name="rotate_webhook_secret"),
    path("webhooks/<uuid:webhook_id>/test/", view(webhooks.test_webhook), name="test_webhook"),
    path("webhooks/<uuid:webhook_id>/deliveries/", view(webhooks.list_deliveries), name="deliveries"),
    path(
        "webhooks/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/again/",
        view(webhooks.send_delivery_again),
        name="send_again",
    ),
    path("problems/", problem_pages.ProblemTypes.as_view(), name="problem_types"),
    path("problems/<slug:key>/", problem_pages.ProblemTypePage.as_view(), name="problem_type"),
    *probe_paths("healthz", operation.Liveness),
    *probe_paths("readyz", operation.Readiness),
    *probe_paths("metrics", address(operation.metrics)),
    path("lists/", view(lists.list_lists), name="lists"),
    path("lists/<slug:key>/", view(lists.read_list), name="list"),
    path("lists/<slug:key>/editions/", view(lists.list_editions), name="editions"),
    path("lists/<slug:key>/diff/", view(list_diffs.diff_list), name="list_diff"),
    path("notices/", view(notices.list_notices), name="notices"),
    path("notices/<slug:key>/", view(notices.read_notice), name="notice"),
    path("schedulings/", view(schedulings.list_schedulings), name="schedulings"),
    path("changes/", view(changes.list_changes), name="changes"),
    path("change-sets/", view(change_sets.list_change_sets, change_sets.open_change_set), name="change_sets"),
    path("change-sets/<uuid:change_set_id>/", view(change_sets.read_change_set), name="change_set"),
    path("change-sets/<uuid:change_set_id>/take-up/", view(CHANGE_SET_VERBS["take-up"]), name="take_up"),
    path("change-sets/<uuid:change_set_id>/revisions/", view(CHANGE_SET_VERBS["revisions"]), name="revisions"),
    path("change-sets/<uuid:change_set_id>/decisions/", view(CHANGE_SET_VERBS["decisions"]), name="decisions"),
    path("change-sets/<uuid:change_set_id>/comments/", view(CHANGE_SET_VERBS["comments"]), name="comments"),
    path("class-rules/", view(class_rules.list_class_rules), name="class_rules"),
    path("class-rules/<slug:key>/", view(class_rules.read_class_rule), name="class_rule"),
    path("grounds/", view(grounds.list_grounds), name="grounds"),
    path("catalog/", view(lists.read_catalog), name="catalog"),
    path("schema/", SchemaAddress.as_view(), name="schema"),
    re_path(r"", UnknownAddress.as_view(), name=NOWHERE),
]
