"""Where the API answers. Every address asks for a token first, the ones that lead nowhere too."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from watchlist.api import problem_pages
from watchlist.api.accounts import tokens
from watchlist.api.base import address, view
from watchlist.api.cases import cases, decisions, judgements, lines, referrals
from watchlist.api.cases.verbs import CASE_VERBS
from watchlist.api.curation import change_sets
from watchlist.api.curation.change_sets import CHANGE_SET_VERBS
from watchlist.api.law import catalog, changes, class_rules, grounds, list_diffs, lists, notices, schedulings
from watchlist.api.manifests import manifests
from watchlist.api.operations import operation, webhooks
from watchlist.api.registers import authorisations, internal_lists
from watchlist.api.screenings import goods, replays, screenings
from watchlist.api.substances import substances

app_name = "api"


@extend_schema(exclude=True)
class UnknownAddress(APIView):
    """An address under which nothing is held."""

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Say so, to those who have a token."""
        super().initial(request, *args, **kwargs)
        raise NotFound


def probe_paths(name: str, probe: type[APIView]) -> tuple[URLPattern, URLPattern]:
    """Return where an address of operation answers: with the slash as all do, and without, as probes ask for it."""
    return path(f"{name}/", probe.as_view(schema=None), name=f"{name}_too"), path(name, probe.as_view(), name=name)


urlpatterns = [
    path("screenings/", view(screenings.LIST, screenings.SCREEN), name="screenings"),
    path("screenings/<uuid:screening_id>/", view(screenings.READ), name="screening"),
    path("screenings/<uuid:screening_id>/replay/", view(replays.REPLAY), name="replay"),
    path("manifests/", view(manifests.LIST, manifests.SEND, parsers=manifests.PARSERS), name="manifests"),
    path("manifests/<uuid:manifest_id>/", view(manifests.READ), name="manifest"),
    path("manifests/<uuid:manifest_id>/cancel/", view(manifests.CANCEL), name="cancel_manifest"),
    path("manifests/<uuid:manifest_id>/lines/", view(manifests.LINES), name="manifest_lines"),
    path("manifests/<uuid:manifest_id>/results/", view(manifests.RESULTS), name="manifest_results"),
    path("cases/", view(cases.LIST), name="cases"),
    path("cases/<slug:number>/", view(cases.READ), name="case"),
    path("cases/<slug:number>/lines/", view(lines.LIST), name="case_lines"),
    path("cases/<slug:number>/events/", view(cases.EVENTS), name="case_events"),
    path("cases/<slug:number>/judgements/", view(judgements.LIST, judgements.JUDGE), name="judgements"),
    path("cases/<slug:number>/authorisations/", view(authorisations.OF_CASE), name="case_authorisations"),
    path("cases/<slug:number>/decisions/", view(decisions.LIST, decisions.DECIDE), name="case_decisions"),
    path("cases/<slug:number>/assign/", view(CASE_VERBS["assign"]), name="assign_case"),
    path("cases/<slug:number>/hold/", view(CASE_VERBS["hold"]), name="hold_case"),
    path("cases/<slug:number>/resume/", view(CASE_VERBS["resume"]), name="resume_case"),
    path("cases/<slug:number>/snooze/", view(CASE_VERBS["snooze"]), name="snooze_case"),
    path("cases/<slug:number>/notes/", view(CASE_VERBS["notes"]), name="case_notes"),
    path("cases/<slug:number>/reopen/", view(CASE_VERBS["reopen"]), name="reopen_case"),
    path("cases/<slug:number>/release/", view(decisions.GATE), name="release_gate"),
    path("referrals/", view(referrals.LIST), name="referrals"),
    path("referrals/<int:referral_id>/answer/", view(referrals.ANSWER), name="answer_referral"),
    path("authorisations/", view(authorisations.LIST), name="authorisations"),
    path("authorisations/<int:authorisation_id>/", view(authorisations.READ), name="authorisation"),
    path("substances/", view(substances.SEARCH), name="substances"),
    path("substances/<slug:key>/", view(substances.READ), name="substance"),
    path("goods/", view(goods.SEARCH), name="goods"),
    path("goods/<slug:structure>/lines/", view(goods.LINES), name="goods_lines"),
    path("house-lists/", view(internal_lists.LISTS), name="house_lists"),
    path("house-lists/<slug:key>/", view(internal_lists.READ), name="house_list"),
    path("tokens/", tokens.Tokens.as_view(), name="tokens"),
    path("tokens/mine/", view(tokens.LIST), name="own_tokens"),
    path("tokens/<slug:key>/", view(tokens.REVOKE), name="token"),
    path("tokens/<slug:key>/rotate/", view(tokens.ROTATE), name="rotate_token"),
    path("webhooks/", view(webhooks.LIST, webhooks.SUBSCRIBE), name="webhooks"),
    path("webhooks/<uuid:webhook_id>/", view(webhooks.READ, webhooks.UNSUBSCRIBE), name="webhook"),
    path("webhooks/<uuid:webhook_id>/rotate/", view(webhooks.ROTATE), name="rotate_webhook_secret"),
    path("webhooks/<uuid:webhook_id>/test/", view(webhooks.TEST), name="test_webhook"),
    path("webhooks/<uuid:webhook_id>/deliveries/", view(webhooks.DELIVERIES), name="deliveries"),
    path("webhooks/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/again/", view(webhooks.RESEND), name="send_again"),
    path("problems/", view(problem_pages.LIST), name="problem_types"),
    path("problems/<slug:key>/", view(problem_pages.READ), name="problem_type"),
    *probe_paths("healthz", operation.Liveness),
    *probe_paths("readyz", operation.Readiness),
    *probe_paths("metrics", address(operation.METRICS)),
    path("lists/", view(lists.LIST), name="lists"),
    path("lists/<slug:key>/", view(lists.READ), name="list"),
    path("lists/<slug:key>/editions/", view(lists.EDITIONS), name="editions"),
    path("lists/<slug:key>/diff/", view(list_diffs.COMPARE), name="list_diff"),
    path("notices/", view(notices.LIST), name="notices"),
    path("notices/<slug:key>/", view(notices.READ), name="notice"),
    path("schedulings/", view(schedulings.LIST), name="schedulings"),
    path("changes/", view(changes.LIST), name="changes"),
    path("change-sets/", view(change_sets.LIST, change_sets.OPEN), name="change_sets"),
    path("change-sets/<uuid:change_set_id>/", view(change_sets.READ), name="change_set"),
    path("change-sets/<uuid:change_set_id>/take-up/", view(CHANGE_SET_VERBS["take-up"]), name="take_up"),
    path("change-sets/<uuid:change_set_id>/revisions/", view(CHANGE_SET_VERBS["revisions"]), name="revisions"),
    path("change-sets/<uuid:change_set_id>/decisions/", view(CHANGE_SET_VERBS["decisions"]), name="decisions"),
    path("change-sets/<uuid:change_set_id>/comments/", view(CHANGE_SET_VERBS["comments"]), name="comments"),
    path("class-rules/", view(class_rules.LIST), name="class_rules"),
    path("class-rules/<slug:key>/", view(class_rules.READ), name="class_rule"),
    path("grounds/", view(grounds.LIST), name="grounds"),
    path("catalog/", view(catalog.READ), name="catalog"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    re_path(r"", UnknownAddress.as_view(), name="nowhere"),
]
