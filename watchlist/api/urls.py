"""Where the API answers. Every address asks for a token first, the ones that lead nowhere too."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from watchlist.api.accounts.tokens import OneToken, OwnTokens, Rotation, Tokens
from watchlist.api.cases.cases import CaseEvents, Cases, OneCase
from watchlist.api.cases.decisions import CaseDecisions
from watchlist.api.cases.judgements import Judgements
from watchlist.api.cases.lines import CaseLines
from watchlist.api.cases.referrals import ReferralAnswer, Referrals
from watchlist.api.cases.verbs import AssignCase, CaseNotes, PutCaseOnHold, ReopenCase, ResumeCase, SnoozeCase
from watchlist.api.curation.change_sets import ChangeSets, OneChangeSet
from watchlist.api.curation.verbs import ClaimReview, Comments, Decisions, Revisions
from watchlist.api.law.catalog import Catalog
from watchlist.api.law.changes import Changes
from watchlist.api.law.class_rules import ClassRules, OneClassRule
from watchlist.api.law.grounds import Grounds
from watchlist.api.law.list_diffs import ListDiff
from watchlist.api.law.lists import ListByKey, ListEditions, Lists
from watchlist.api.law.notices import NoticeByKey, Notices
from watchlist.api.law.schedulings import Schedulings
from watchlist.api.manifests.manifests import Cancellation, ManifestLines, ManifestResults, Manifests, OneManifest
from watchlist.api.operations.operation import Liveness, Metrics, Readiness
from watchlist.api.operations.webhooks import Deliveries, OneWebhook, SecretRotation, SendAgain, Webhooks, WebhookTest
from watchlist.api.problem_pages import OneProblemType, ProblemTypes
from watchlist.api.registers.authorisations import Authorisations, CaseAuthorisations, OneAuthorisation
from watchlist.api.registers.internal_lists import HouseLists, OneHouseList
from watchlist.api.screenings.goods import GoodsSearch
from watchlist.api.screenings.goods_lines import GoodsLines
from watchlist.api.screenings.replays import ScreeningReplay
from watchlist.api.screenings.screenings import Screenings, StoredScreening
from watchlist.api.substances.substances import OneSubstance, Substances

app_name = "api"


@extend_schema(exclude=True)
class UnknownAddress(APIView):
    """An address under which nothing is held."""

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Say so, to those who have a token."""
        super().initial(request, *args, **kwargs)
        raise NotFound


def probe_paths(name: str, view: type[APIView]) -> tuple[URLPattern, URLPattern]:
    """Return where an address of operation answers: with the slash as all do, and without, as probes ask for it."""
    return path(f"{name}/", view.as_view(schema=None), name=f"{name}_too"), path(name, view.as_view(), name=name)


urlpatterns = [
    path("screenings/", Screenings.as_view(), name="screenings"),
    path("screenings/<uuid:screening_id>/", StoredScreening.as_view(), name="screening"),
    path("screenings/<uuid:screening_id>/replay/", ScreeningReplay.as_view(), name="replay"),
    path("manifests/", Manifests.as_view(), name="manifests"),
    path("manifests/<uuid:manifest_id>/", OneManifest.as_view(), name="manifest"),
    path("manifests/<uuid:manifest_id>/cancel/", Cancellation.as_view(), name="cancel_manifest"),
    path("manifests/<uuid:manifest_id>/lines/", ManifestLines.as_view(), name="manifest_lines"),
    path("manifests/<uuid:manifest_id>/results/", ManifestResults.as_view(), name="manifest_results"),
    path("cases/", Cases.as_view(), name="cases"),
    path("cases/<slug:number>/", OneCase.as_view(), name="case"),
    path("cases/<slug:number>/lines/", CaseLines.as_view(), name="case_lines"),
    path("cases/<slug:number>/events/", CaseEvents.as_view(), name="case_events"),
    path("cases/<slug:number>/judgements/", Judgements.as_view(), name="judgements"),
    path("cases/<slug:number>/authorisations/", CaseAuthorisations.as_view(), name="case_authorisations"),
    path("cases/<slug:number>/decisions/", CaseDecisions.as_view(), name="case_decisions"),
    path("cases/<slug:number>/assign/", AssignCase.as_view(), name="assign_case"),
    path("cases/<slug:number>/hold/", PutCaseOnHold.as_view(), name="hold_case"),
    path("cases/<slug:number>/resume/", ResumeCase.as_view(), name="resume_case"),
    path("cases/<slug:number>/snooze/", SnoozeCase.as_view(), name="snooze_case"),
    path("cases/<slug:number>/notes/", CaseNotes.as_view(), name="case_notes"),
    path("cases/<slug:number>/reopen/", ReopenCase.as_view(), name="reopen_case"),
    path("referrals/", Referrals.as_view(), name="referrals"),
    path("referrals/<int:referral_id>/answer/", ReferralAnswer.as_view(), name="answer_referral"),
    path("authorisations/", Authorisations.as_view(), name="authorisations"),
    path("authorisations/<int:authorisation_id>/", OneAuthorisation.as_view(), name="authorisation"),
    path("substances/", Substances.as_view(), name="substances"),
    path("substances/<slug:key>/", OneSubstance.as_view(), name="substance"),
    path("goods/", GoodsSearch.as_view(), name="goods"),
    path("goods/<slug:structure>/lines/", GoodsLines.as_view(), name="goods_lines"),
    path("house-lists/", HouseLists.as_view(), name="house_lists"),
    path("house-lists/<slug:key>/", OneHouseList.as_view(), name="house_list"),
    path("tokens/", Tokens.as_view(), name="tokens"),
    path("tokens/mine/", OwnTokens.as_view(), name="own_tokens"),
    path("tokens/<slug:key>/", OneToken.as_view(), name="token"),
    path("tokens/<slug:key>/rotate/", Rotation.as_view(), name="rotate_token"),
    path("webhooks/", Webhooks.as_view(), name="webhooks"),
    path("webhooks/<uuid:webhook_id>/", OneWebhook.as_view(), name="webhook"),
    path("webhooks/<uuid:webhook_id>/rotate/", SecretRotation.as_view(), name="rotate_webhook_secret"),
    path("webhooks/<uuid:webhook_id>/test/", WebhookTest.as_view(), name="test_webhook"),
    path("webhooks/<uuid:webhook_id>/deliveries/", Deliveries.as_view(), name="deliveries"),
    path("webhooks/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/again/", SendAgain.as_view(), name="send_again"),
    path("problems/", ProblemTypes.as_view(), name="problem_types"),
    path("problems/<slug:key>/", OneProblemType.as_view(), name="problem_type"),
    *probe_paths("healthz", Liveness),
    *probe_paths("readyz", Readiness),
    *probe_paths("metrics", Metrics),
    path("lists/", Lists.as_view(), name="lists"),
    path("lists/<slug:key>/", ListByKey.as_view(), name="list"),
    path("lists/<slug:key>/editions/", ListEditions.as_view(), name="editions"),
    path("lists/<slug:key>/diff/", ListDiff.as_view(), name="list_diff"),
    path("notices/", Notices.as_view(), name="notices"),
    path("notices/<slug:key>/", NoticeByKey.as_view(), name="notice"),
    path("schedulings/", Schedulings.as_view(), name="schedulings"),
    path("changes/", Changes.as_view(), name="changes"),
    path("change-sets/", ChangeSets.as_view(), name="change_sets"),
    path("change-sets/<uuid:change_set_id>/", OneChangeSet.as_view(), name="change_set"),
    path("change-sets/<uuid:change_set_id>/take-up/", ClaimReview.as_view(), name="take_up"),
    path("change-sets/<uuid:change_set_id>/revisions/", Revisions.as_view(), name="revisions"),
    path("change-sets/<uuid:change_set_id>/decisions/", Decisions.as_view(), name="decisions"),
    path("change-sets/<uuid:change_set_id>/comments/", Comments.as_view(), name="comments"),
    path("class-rules/", ClassRules.as_view(), name="class_rules"),
    path("class-rules/<slug:key>/", OneClassRule.as_view(), name="class_rule"),
    path("grounds/", Grounds.as_view(), name="grounds"),
    path("catalog/", Catalog.as_view(), name="catalog"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    re_path(r"", UnknownAddress.as_view(), name="nowhere"),
]
