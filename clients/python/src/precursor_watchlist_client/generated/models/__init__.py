"""Contains all the data models used in inputs/outputs"""

from .accepted_manifest import AcceptedManifest
from .account_record import AccountRecord
from .action import Action
from .alive import Alive
from .alive_record import AliveRecord
from .allowed_record import AllowedRecord
from .amount_record import AmountRecord
from .answer import Answer
from .assignment import Assignment
from .attachment_form import AttachmentForm
from .attachment_record import AttachmentRecord
from .attachments_record import AttachmentsRecord
from .attempt_record import AttemptRecord
from .authorisation_item import AuthorisationItem
from .authorisation_kind import AuthorisationKind
from .authorisation_page import AuthorisationPage
from .authorisation_record import AuthorisationRecord
from .authorisation_role import AuthorisationRole
from .authorisation_standing import AuthorisationStanding
from .bears import Bears
from .binds_enum import BindsEnum
from .branch import Branch
from .brought_house_edition import BroughtHouseEdition
from .case_authorisation_page import CaseAuthorisationPage
from .case_decision import CaseDecision
from .case_decision_form import CaseDecisionForm
from .case_decision_lines_by_word import CaseDecisionLinesByWord
from .case_decision_page import CaseDecisionPage
from .case_decision_word import CaseDecisionWord
from .case_duty import CaseDuty
from .case_event_page import CaseEventPage
from .case_item import CaseItem
from .case_line import CaseLine
from .case_line_page import CaseLinePage
from .case_line_standing_enum import CaseLineStandingEnum
from .case_links import CaseLinks
from .case_of_screening import CaseOfScreening
from .case_outcome_word import CaseOutcomeWord
from .case_page import CasePage
from .case_record import CaseRecord
from .case_record_lines_by_word import CaseRecordLinesByWord
from .case_route_task import CaseRouteTask
from .case_routes import CaseRoutes
from .case_screening_record import CaseScreeningRecord
from .case_state import CaseState
from .catalogue import Catalogue
from .catalogued_list import CataloguedList
from .cause_record import CauseRecord
from .certainty import Certainty
from .change_kind import ChangeKind
from .change_page import ChangePage
from .change_record import ChangeRecord
from .change_record_type_enum import ChangeRecordTypeEnum
from .change_set_page import ChangeSetPage
from .change_set_record import ChangeSetRecord
from .change_set_state import ChangeSetState
from .change_set_summary import ChangeSetSummary
from .changed_entry_record import ChangedEntryRecord
from .check_record import CheckRecord
from .cited_record import CitedRecord
from .class_example_record import ClassExampleRecord
from .class_rule_as_used import ClassRuleAsUsed
from .class_rule_page import ClassRulePage
from .class_rule_record import ClassRuleRecord
from .class_rule_summary import ClassRuleSummary
from .clock_record import ClockRecord
from .code_enum import CodeEnum
from .comment_record import CommentRecord
from .condition_kind import ConditionKind
from .condition_record import ConditionRecord
from .confidence import Confidence
from .conflict_record import ConflictRecord
from .conflict_severity import ConflictSeverity
from .constituent_record import ConstituentRecord
from .core_record import CoreRecord
from .correctable_field import CorrectableField
from .corrected_column_record import CorrectedColumnRecord
from .corrected_field import CorrectedField
from .correction_answer_form import CorrectionAnswerForm
from .correction_body import CorrectionBody
from .correction_page import CorrectionPage
from .correction_record import CorrectionRecord
from .correction_run_record import CorrectionRunRecord
from .country import Country
from .coverage_kind import CoverageKind
from .coverage_record import CoverageRecord
from .date_basis import DateBasis
from .date_precision import DatePrecision
from .decided_total_record import DecidedTotalRecord
from .deciding import Deciding
from .decision_record import DecisionRecord
from .decision_word import DecisionWord
from .declared_line import DeclaredLine
from .delivery_event import DeliveryEvent
from .delivery_page import DeliveryPage
from .delivery_record import DeliveryRecord
from .delivery_state import DeliveryState
from .depth import Depth
from .described_substance_record import DescribedSubstanceRecord
from .destination_record import DestinationRecord
from .destination_table_record import DestinationTableRecord
from .difference_record import DifferenceRecord
from .dismissal_reason import DismissalReason
from .disposition_record import DispositionRecord
from .drawn_record import DrawnRecord
from .duty_action import DutyAction
from .duty_mark import DutyMark
from .duty_page import DutyPage
from .duty_record import DutyRecord
from .duty_state import DutyState
from .edit import Edit
from .edition_page import EditionPage
from .edition_record import EditionRecord
from .effect import Effect
from .engine_record import EngineRecord
from .entries_form import EntriesForm
from .entries_request import EntriesRequest
from .event_record import EventRecord
from .evidence_record import EvidenceRecord
from .evidence_record_kind_enum import EvidenceRecordKindEnum
from .exclusion_record import ExclusionRecord
from .expected_enum import ExpectedEnum
from .failure_record import FailureRecord
from .field_difference import FieldDifference
from .finding_record import FindingRecord
from .form import Form
from .form_record import FormRecord
from .found_form import FoundForm
from .goods_item import GoodsItem
from .goods_line import GoodsLine
from .goods_line_page import GoodsLinePage
from .goods_meeting import GoodsMeeting
from .goods_page import GoodsPage
from .goods_search import GoodsSearch
from .goods_search_page import GoodsSearchPage
from .ground_enum import GroundEnum
from .ground_list import GroundList
from .ground_of_disposition import GroundOfDisposition
from .ground_record import GroundRecord
from .ground_record_kind_enum import GroundRecordKindEnum
from .group_request import GroupRequest
from .hand_made_change import HandMadeChange
from .hand_made_change_set import HandMadeChangeSet
from .held_list_record import HeldListRecord
from .holds_enum import HoldsEnum
from .horizon_covered_record import HorizonCoveredRecord
from .house_edition_changes import HouseEditionChanges
from .house_edition_page import HouseEditionPage
from .house_edition_record import HouseEditionRecord
from .house_entry_body import HouseEntryBody
from .house_entry_record import HouseEntryRecord
from .house_list_kind import HouseListKind
from .house_list_page import HouseListPage
from .house_list_record import HouseListRecord
from .house_lists_record import HouseListsRecord
from .how_enum import HowEnum
from .identifier_record import IdentifierRecord
from .identity_field import IdentityField
from .inchi_keys_shown import InchiKeysShown
from .instrument_record import InstrumentRecord
from .issued_token import IssuedToken
from .job_state import JobState
from .joined_enum import JoinedEnum
from .judged import Judged
from .judgement_page import JudgementPage
from .judgement_record import JudgementRecord
from .judgement_word import JudgementWord
from .judging import Judging
from .kept_route_check import KeptRouteCheck
from .known_as_record import KnownAsRecord
from .known_as_record_by_enum import KnownAsRecordByEnum
from .legal_act_record import LegalActRecord
from .legal_condition_record import LegalConditionRecord
from .limb_record import LimbRecord
from .limit_reached import LimitReached
from .limit_unit import LimitUnit
from .line_decision_form import LineDecisionForm
from .line_decision_page import LineDecisionPage
from .line_decision_record import LineDecisionRecord
from .line_decision_word import LineDecisionWord
from .line_disposition_record import LineDispositionRecord
from .line_judging import LineJudging
from .line_kind import LineKind
from .line_record import LineRecord
from .line_record_declared import LineRecordDeclared
from .line_record_fields import LineRecordFields
from .line_severity import LineSeverity
from .line_span_record import LineSpanRecord
from .line_verdict_record import LineVerdictRecord
from .lines_decided import LinesDecided
from .lines_decided_lines_by_word import LinesDecidedLinesByWord
from .links_record import LinksRecord
from .list_as_held import ListAsHeld
from .list_authorisations_standing import ListAuthorisationsStanding
from .list_case_lines_standing import ListCaseLinesStanding
from .list_cases_action import ListCasesAction
from .list_cases_state import ListCasesState
from .list_cases_verdict import ListCasesVerdict
from .list_change_sets_state import ListChangeSetsState
from .list_changes_type import ListChangesType
from .list_diff_page import ListDiffPage
from .list_difference import ListDifference
from .list_difference_type_enum import ListDifferenceTypeEnum
from .list_duties_state import ListDutiesState
from .list_grounds_kind import ListGroundsKind
from .list_lists_branch import ListListsBranch
from .list_manifest_lines_severity import ListManifestLinesSeverity
from .list_manifest_lines_verdict import ListManifestLinesVerdict
from .list_manifests_state import ListManifestsState
from .list_manifests_verdict import ListManifestsVerdict
from .list_notices_kind import ListNoticesKind
from .list_page import ListPage
from .list_record import ListRecord
from .list_screenings_verdict import ListScreeningsVerdict
from .list_tier import ListTier
from .long_replay_record import LongReplayRecord
from .manifest_form import ManifestForm
from .manifest_item import ManifestItem
from .manifest_line_page import ManifestLinePage
from .manifest_page import ManifestPage
from .manifest_record import ManifestRecord
from .manifest_request import ManifestRequest
from .manifest_request_results_type_0_item import ManifestRequestResultsType0Item
from .manifest_request_transit_type_0_item import ManifestRequestTransitType0Item
from .match_record import MatchRecord
from .met import Met
from .met_enum import MetEnum
from .movement_record import MovementRecord
from .name_record import NameRecord
from .not_asked_record import NotAskedRecord
from .note import Note
from .notice_kind import NoticeKind
from .notice_page import NoticePage
from .notice_record import NoticeRecord
from .obligation import Obligation
from .obligation_record import ObligationRecord
from .one_list import OneList
from .one_notice import OneNotice
from .op_enum import OpEnum
from .open_question_record import OpenQuestionRecord
from .opening_request import OpeningRequest
from .operation import Operation
from .override_form import OverrideForm
from .override_item import OverrideItem
from .override_item_word_enum import OverrideItemWordEnum
from .override_page import OverridePage
from .override_reason import OverrideReason
from .override_record import OverrideRecord
from .parcel_record import ParcelRecord
from .part_record import PartRecord
from .party_decision import PartyDecision
from .party_disposition import PartyDisposition
from .party_item import PartyItem
from .party_page import PartyPage
from .party_period_sum import PartyPeriodSum
from .party_profile import PartyProfile
from .party_record import PartyRecord
from .party_shipment import PartyShipment
from .party_side import PartySide
from .peeled_record import PeeledRecord
from .place_on_list import PlaceOnList
from .point_of_view import PointOfView
from .problem_details import ProblemDetails
from .problem_record import ProblemRecord
from .problem_type_list import ProblemTypeList
from .problem_type_record import ProblemTypeRecord
from .proposed_change_record import ProposedChangeRecord
from .proposed_record import ProposedRecord
from .quantity_record import QuantityRecord
from .question_answer_record import QuestionAnswerRecord
from .question_answer_record_answer_enum import QuestionAnswerRecordAnswerEnum
from .question_body import QuestionBody
from .question_page import QuestionPage
from .question_record import QuestionRecord
from .question_state import QuestionState
from .read_by import ReadBy
from .read_manifest_results_format import ReadManifestResultsFormat
from .read_screening_view import ReadScreeningView
from .readiness_record import ReadinessRecord
from .records_enum import RecordsEnum
from .referral_page import ReferralPage
from .referral_record import ReferralRecord
from .referral_record_answer_enum import ReferralRecordAnswerEnum
from .referral_record_kind_enum import ReferralRecordKindEnum
from .referral_word import ReferralWord
from .refusal_record import RefusalRecord
from .release_gate import ReleaseGate
from .release_obstacle import ReleaseObstacle
from .release_obstacle_kind_enum import ReleaseObstacleKindEnum
from .remark import Remark
from .replay_record import ReplayRecord
from .replay_run_record import ReplayRunRecord
from .reply_body import ReplyBody
from .resolution_record import ResolutionRecord
from .results_format import ResultsFormat
from .results_job_record import ResultsJobRecord
from .revision_record import RevisionRecord
from .roles_enum import RolesEnum
from .route_answer import RouteAnswer
from .route_check_form import RouteCheckForm
from .route_check_record import RouteCheckRecord
from .route_held import RouteHeld
from .route_result import RouteResult
from .route_task_check import RouteTaskCheck
from .route_task_record import RouteTaskRecord
from .rule_record import RuleRecord
from .rule_record_limb_words import RuleRecordLimbWords
from .rule_site_record import RuleSiteRecord
from .same_goods_record import SameGoodsRecord
from .scheduling_page import SchedulingPage
from .scheduling_record import SchedulingRecord
from .scopes_enum import ScopesEnum
from .screen_view import ScreenView
from .screening_disposition import ScreeningDisposition
from .screening_item import ScreeningItem
from .screening_page import ScreeningPage
from .screening_record import ScreeningRecord
from .screening_request import ScreeningRequest
from .screening_request_transit_type_0_item import ScreeningRequestTransitType0Item
from .search_goods_kind import SearchGoodsKind
from .search_substances_kind import SearchSubstancesKind
from .sending_form import SendingForm
from .sentence_parts import SentenceParts
from .severity import Severity
from .sheet_record import SheetRecord
from .shipment_finding_record import ShipmentFindingRecord
from .shipment_finding_record_kind_enum import ShipmentFindingRecordKindEnum
from .shipment_finding_record_met_enum import ShipmentFindingRecordMetEnum
from .shipping_ground import ShippingGround
from .shipping_word import ShippingWord
from .similar_total_record import SimilarTotalRecord
from .site_record import SiteRecord
from .site_record_verdict_enum import SiteRecordVerdictEnum
from .snooze import Snooze
from .stage import Stage
from .standing import Standing
from .structure_notation import StructureNotation
from .substance_constituent import SubstanceConstituent
from .substance_identifier import SubstanceIdentifier
from .substance_item import SubstanceItem
from .substance_judging import SubstanceJudging
from .substance_judging_word_enum import SubstanceJudgingWordEnum
from .substance_name import SubstanceName
from .substance_page import SubstancePage
from .substance_record import SubstanceRecord
from .substance_scheduling import SubstanceScheduling
from .substance_search import SubstanceSearch
from .substance_search_page import SubstanceSearchPage
from .substituent_class_record import SubstituentClassRecord
from .sum_limit import SumLimit
from .sum_unit import SumUnit
from .summary_kind import SummaryKind
from .summary_record import SummaryRecord
from .summary_record_by_action import SummaryRecordByAction
from .summary_record_by_decision import SummaryRecordByDecision
from .summary_record_by_depth import SummaryRecordByDepth
from .suppressed_conflict_record import SuppressedConflictRecord
from .suppressed_finding_record import SuppressedFindingRecord
from .taking_up import TakingUp
from .tier import Tier
from .to_judge import ToJudge
from .token_list import TokenList
from .token_record import TokenRecord
from .token_request import TokenRequest
from .token_request_scopes_type_0_item import TokenRequestScopesType0Item
from .totalled_party_record import TotalledPartyRecord
from .totalled_party_record_role_enum import TotalledPartyRecordRoleEnum
from .trade_word_kind import TradeWordKind
from .unmeasured_record import UnmeasuredRecord
from .use_record import UseRecord
from .verdict import Verdict
from .verdict_ground import VerdictGround
from .verdict_limit_record import VerdictLimitRecord
from .verdicts_record import VerdictsRecord
from .version_enum import VersionEnum
from .visibility_enum import VisibilityEnum
from .waiting_correction_page import WaitingCorrectionPage
from .webhook_change import WebhookChange
from .webhook_change_events_type_0_item import WebhookChangeEventsType0Item
from .webhook_event import WebhookEvent
from .webhook_list import WebhookList
from .webhook_record import WebhookRecord
from .webhook_request import WebhookRequest
from .webhook_with_secret import WebhookWithSecret
from .when_enum import WhenEnum
from .whole_house_edition import WholeHouseEdition
from .withdrawal_form import WithdrawalForm
from .written import Written

__all__ = (
    "AcceptedManifest",
    "AccountRecord",
    "Action",
    "Alive",
    "AliveRecord",
    "AllowedRecord",
    "AmountRecord",
    "Answer",
    "Assignment",
    "AttachmentForm",
    "AttachmentRecord",
    "AttachmentsRecord",
    "AttemptRecord",
    "AuthorisationItem",
    "AuthorisationKind",
    "AuthorisationPage",
    "AuthorisationRecord",
    "AuthorisationRole",
    "AuthorisationStanding",
    "Bears",
    "BindsEnum",
    "Branch",
    "BroughtHouseEdition",
    "CaseAuthorisationPage",
    "CaseDecision",
    "CaseDecisionForm",
    "CaseDecisionLinesByWord",
    "CaseDecisionPage",
    "CaseDecisionWord",
    "CaseDuty",
    "CaseEventPage",
    "CaseItem",
    "CaseLine",
    "CaseLinePage",
    "CaseLineStandingEnum",
    "CaseLinks",
    "CaseOfScreening",
    "CaseOutcomeWord",
    "CasePage",
    "CaseRecord",
    "CaseRecordLinesByWord",
    "CaseRoutes",
    "CaseRouteTask",
    "CaseScreeningRecord",
    "CaseState",
    "Catalogue",
    "CataloguedList",
    "CauseRecord",
    "Certainty",
    "ChangedEntryRecord",
    "ChangeKind",
    "ChangePage",
    "ChangeRecord",
    "ChangeRecordTypeEnum",
    "ChangeSetPage",
    "ChangeSetRecord",
    "ChangeSetState",
    "ChangeSetSummary",
    "CheckRecord",
    "CitedRecord",
    "ClassExampleRecord",
    "ClassRuleAsUsed",
    "ClassRulePage",
    "ClassRuleRecord",
    "ClassRuleSummary",
    "ClockRecord",
    "CodeEnum",
    "CommentRecord",
    "ConditionKind",
    "ConditionRecord",
    "Confidence",
    "ConflictRecord",
    "ConflictSeverity",
    "ConstituentRecord",
    "CoreRecord",
    "CorrectableField",
    "CorrectedColumnRecord",
    "CorrectedField",
    "CorrectionAnswerForm",
    "CorrectionBody",
    "CorrectionPage",
    "CorrectionRecord",
    "CorrectionRunRecord",
    "Country",
    "CoverageKind",
    "CoverageRecord",
    "DateBasis",
    "DatePrecision",
    "DecidedTotalRecord",
    "Deciding",
    "DecisionRecord",
    "DecisionWord",
    "DeclaredLine",
    "DeliveryEvent",
    "DeliveryPage",
    "DeliveryRecord",
    "DeliveryState",
    "Depth",
    "DescribedSubstanceRecord",
    "DestinationRecord",
    "DestinationTableRecord",
    "DifferenceRecord",
    "DismissalReason",
    "DispositionRecord",
    "DrawnRecord",
    "DutyAction",
    "DutyMark",
    "DutyPage",
    "DutyRecord",
    "DutyState",
    "Edit",
    "EditionPage",
    "EditionRecord",
    "Effect",
    "EngineRecord",
    "EntriesForm",
    "EntriesRequest",
    "EventRecord",
    "EvidenceRecord",
    "EvidenceRecordKindEnum",
    "ExclusionRecord",
    "ExpectedEnum",
    "FailureRecord",
    "FieldDifference",
    "FindingRecord",
    "Form",
    "FormRecord",
    "FoundForm",
    "GoodsItem",
    "GoodsLine",
    "GoodsLinePage",
    "GoodsMeeting",
    "GoodsPage",
    "GoodsSearch",
    "GoodsSearchPage",
    "GroundEnum",
    "GroundList",
    "GroundOfDisposition",
    "GroundRecord",
    "GroundRecordKindEnum",
    "GroupRequest",
    "HandMadeChange",
    "HandMadeChangeSet",
    "HeldListRecord",
    "HoldsEnum",
    "HorizonCoveredRecord",
    "HouseEditionChanges",
    "HouseEditionPage",
    "HouseEditionRecord",
    "HouseEntryBody",
    "HouseEntryRecord",
    "HouseListKind",
    "HouseListPage",
    "HouseListRecord",
    "HouseListsRecord",
    "HowEnum",
    "IdentifierRecord",
    "IdentityField",
    "InchiKeysShown",
    "InstrumentRecord",
    "IssuedToken",
    "JobState",
    "JoinedEnum",
    "Judged",
    "JudgementPage",
    "JudgementRecord",
    "JudgementWord",
    "Judging",
    "KeptRouteCheck",
    "KnownAsRecord",
    "KnownAsRecordByEnum",
    "LegalActRecord",
    "LegalConditionRecord",
    "LimbRecord",
    "LimitReached",
    "LimitUnit",
    "LineDecisionForm",
    "LineDecisionPage",
    "LineDecisionRecord",
    "LineDecisionWord",
    "LineDispositionRecord",
    "LineJudging",
    "LineKind",
    "LineRecord",
    "LineRecordDeclared",
    "LineRecordFields",
    "LinesDecided",
    "LinesDecidedLinesByWord",
    "LineSeverity",
    "LineSpanRecord",
    "LineVerdictRecord",
    "LinksRecord",
    "ListAsHeld",
    "ListAuthorisationsStanding",
    "ListCaseLinesStanding",
    "ListCasesAction",
    "ListCasesState",
    "ListCasesVerdict",
    "ListChangeSetsState",
    "ListChangesType",
    "ListDifference",
    "ListDifferenceTypeEnum",
    "ListDiffPage",
    "ListDutiesState",
    "ListGroundsKind",
    "ListListsBranch",
    "ListManifestLinesSeverity",
    "ListManifestLinesVerdict",
    "ListManifestsState",
    "ListManifestsVerdict",
    "ListNoticesKind",
    "ListPage",
    "ListRecord",
    "ListScreeningsVerdict",
    "ListTier",
    "LongReplayRecord",
    "ManifestForm",
    "ManifestItem",
    "ManifestLinePage",
    "ManifestPage",
    "ManifestRecord",
    "ManifestRequest",
    "ManifestRequestResultsType0Item",
    "ManifestRequestTransitType0Item",
    "MatchRecord",
    "Met",
    "MetEnum",
    "MovementRecord",
    "NameRecord",
    "NotAskedRecord",
    "Note",
    "NoticeKind",
    "NoticePage",
    "NoticeRecord",
    "Obligation",
    "ObligationRecord",
    "OneList",
    "OneNotice",
    "OpeningRequest",
    "OpenQuestionRecord",
    "OpEnum",
    "Operation",
    "OverrideForm",
    "OverrideItem",
    "OverrideItemWordEnum",
    "OverridePage",
    "OverrideReason",
    "OverrideRecord",
    "ParcelRecord",
    "PartRecord",
    "PartyDecision",
    "PartyDisposition",
    "PartyItem",
    "PartyPage",
    "PartyPeriodSum",
    "PartyProfile",
    "PartyRecord",
    "PartyShipment",
    "PartySide",
    "PeeledRecord",
    "PlaceOnList",
    "PointOfView",
    "ProblemDetails",
    "ProblemRecord",
    "ProblemTypeList",
    "ProblemTypeRecord",
    "ProposedChangeRecord",
    "ProposedRecord",
    "QuantityRecord",
    "QuestionAnswerRecord",
    "QuestionAnswerRecordAnswerEnum",
    "QuestionBody",
    "QuestionPage",
    "QuestionRecord",
    "QuestionState",
    "ReadBy",
    "ReadinessRecord",
    "ReadManifestResultsFormat",
    "ReadScreeningView",
    "RecordsEnum",
    "ReferralPage",
    "ReferralRecord",
    "ReferralRecordAnswerEnum",
    "ReferralRecordKindEnum",
    "ReferralWord",
    "RefusalRecord",
    "ReleaseGate",
    "ReleaseObstacle",
    "ReleaseObstacleKindEnum",
    "Remark",
    "ReplayRecord",
    "ReplayRunRecord",
    "ReplyBody",
    "ResolutionRecord",
    "ResultsFormat",
    "ResultsJobRecord",
    "RevisionRecord",
    "RolesEnum",
    "RouteAnswer",
    "RouteCheckForm",
    "RouteCheckRecord",
    "RouteHeld",
    "RouteResult",
    "RouteTaskCheck",
    "RouteTaskRecord",
    "RuleRecord",
    "RuleRecordLimbWords",
    "RuleSiteRecord",
    "SameGoodsRecord",
    "SchedulingPage",
    "SchedulingRecord",
    "ScopesEnum",
    "ScreeningDisposition",
    "ScreeningItem",
    "ScreeningPage",
    "ScreeningRecord",
    "ScreeningRequest",
    "ScreeningRequestTransitType0Item",
    "ScreenView",
    "SearchGoodsKind",
    "SearchSubstancesKind",
    "SendingForm",
    "SentenceParts",
    "Severity",
    "SheetRecord",
    "ShipmentFindingRecord",
    "ShipmentFindingRecordKindEnum",
    "ShipmentFindingRecordMetEnum",
    "ShippingGround",
    "ShippingWord",
    "SimilarTotalRecord",
    "SiteRecord",
    "SiteRecordVerdictEnum",
    "Snooze",
    "Stage",
    "Standing",
    "StructureNotation",
    "SubstanceConstituent",
    "SubstanceIdentifier",
    "SubstanceItem",
    "SubstanceJudging",
    "SubstanceJudgingWordEnum",
    "SubstanceName",
    "SubstancePage",
    "SubstanceRecord",
    "SubstanceScheduling",
    "SubstanceSearch",
    "SubstanceSearchPage",
    "SubstituentClassRecord",
    "SumLimit",
    "SummaryKind",
    "SummaryRecord",
    "SummaryRecordByAction",
    "SummaryRecordByDecision",
    "SummaryRecordByDepth",
    "SumUnit",
    "SuppressedConflictRecord",
    "SuppressedFindingRecord",
    "TakingUp",
    "Tier",
    "ToJudge",
    "TokenList",
    "TokenRecord",
    "TokenRequest",
    "TokenRequestScopesType0Item",
    "TotalledPartyRecord",
    "TotalledPartyRecordRoleEnum",
    "TradeWordKind",
    "UnmeasuredRecord",
    "UseRecord",
    "Verdict",
    "VerdictGround",
    "VerdictLimitRecord",
    "VerdictsRecord",
    "VersionEnum",
    "VisibilityEnum",
    "WaitingCorrectionPage",
    "WebhookChange",
    "WebhookChangeEventsType0Item",
    "WebhookEvent",
    "WebhookList",
    "WebhookRecord",
    "WebhookRequest",
    "WebhookWithSecret",
    "WhenEnum",
    "WholeHouseEdition",
    "WithdrawalForm",
    "Written",
)
