"""Gathers the models of the subjects under the one app label; it defines none."""

# ruff: noqa: F401 - Django finds the classes once they are made; nobody needs the names here
from watchlist.access import (
    Authenticator,
    BoundaryEvent,
    BoundarySight,
    FamiliarPlace,
    IdempotentCall,
    LogInTries,
    PagePreference,
    PaperCode,
    PaperCodes,
    ProviderAccount,
    SavedFilter,
    TemporaryPassword,
    Token,
    TokenSignal,
    TokenUse,
)
from watchlist.audit import AuditAnchor, AuditChain, AuditEvent, AuditPayload, ErasedPayload, RowDigest
from watchlist.authorisations import Authorisation, AuthorisationScan, AuthorisationUse
from watchlist.cases import (
    Attachment,
    AuthorityReport,
    Case,
    CaseEvent,
    CaseLookBack,
    CaseScreening,
    Disposition,
    Duty,
    DutyStep,
    Judgement,
    LineDisposition,
    LineStanding,
    Referral,
    ReferralLine,
    ReleaseOverride,
    ShipperQuestion,
)
from watchlist.integrity import IntegrityCheck
from watchlist.internal_lists import HouseEdition, HouseEntry, HouseList
from watchlist.jobs import DutyRun, Job
from watchlist.law_store import (
    Authority,
    ClassRule,
    Condition,
    ControlList,
    Destination,
    DestinationTable,
    Edition,
    Family,
    Instrument,
    Jurisdiction,
    LawTold,
    ListEntry,
    Mask,
    Membership,
    Obligation,
    Scheduling,
)
from watchlist.list_updates import (
    Application,
    Change,
    ChangeComment,
    ChangeSet,
    Collection,
    CuratorTask,
    Decision,
    ListSource,
    Notice,
    Publication,
    RescreenDue,
    Revision,
)
from watchlist.manifests import (
    ColumnMapping,
    Item,
    Manifest,
    ManifestDraft,
    ManifestLine,
    ManifestPart,
    ManifestParty,
    Party,
    PartyPast,
)
from watchlist.notifications import DailyMailLine, NotificationPreference, Told
from watchlist.replays import ReplayDifference, ReplayRun
from watchlist.results import ResultsFile, ResultsPart
from watchlist.retention import Erasure, LegalHold
from watchlist.screenings import (
    Consignment,
    CorrectionRun,
    Hit,
    ItemReading,
    LineCorrection,
    ScreenedLine,
    Screening,
    TrialManifest,
    Upload,
    UploadEnd,
)
from watchlist.screenings.chunks import Share
from watchlist.screenings.daily import DayCount
from watchlist.screenings.goods import GoodsStructure, ItemStructure
from watchlist.screenings.rescreen import CaseDue, Rescreen, RescreenPart, RescreenStep, TouchedItem
from watchlist.screenings.route_checks import RouteCheck, RouteCheckTerm
from watchlist.screenings.suppressions import Determination, DeterminationTerm, Suppression, SuppressionTerm
from watchlist.screenings.totals import PartyTally, PartyTotal, TotalledConsignment
from watchlist.substances import Constituent, Description, Identifier, Name, Structure, Substance
from watchlist.temporal import LawClock, LawTick
from watchlist.webhooks import DeliveryAttempt, Webhook, WebhookDelivery
