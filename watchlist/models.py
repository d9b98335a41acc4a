"""Gathers the models of the subjects under the one app label; it defines none."""

from watchlist.access.devices import Authenticator, PaperCode, PaperCodes
from watchlist.access.events import BoundaryEvent, BoundarySight
from watchlist.access.models import IdempotentCall, Token
from watchlist.access.signals import TokenSignal
from watchlist.access.temporary_passwords import TemporaryPassword
from watchlist.access.tries import FamiliarPlace, LogInTries
from watchlist.access.uses import TokenUse
from watchlist.audit.models import AuditAnchor, AuditChain, AuditEvent, AuditPayload, ErasedPayload, RowDigest
from watchlist.authorisations.models import Authorisation, AuthorisationScan, AuthorisationUse
from watchlist.cases.judgement_models import Disposition, Judgement, LineStanding, Referral
from watchlist.cases.models import (
    Attachment,
    AuthorityReport,
    Case,
    CaseEvent,
    CaseLookBack,
    CaseScreening,
    Duty,
    DutyStep,
)
from watchlist.integrity.models import IntegrityCheck
from watchlist.internal_lists.models import HouseEdition, HouseEntry, HouseList
from watchlist.jobs.models import Job
from watchlist.jobs.scheduled_tasks import DutyRun
from watchlist.law_store.definitions import ClassRule, Family, Mask
from watchlist.law_store.models import (
    Authority,
    Condition,
    ControlList,
    Edition,
    Instrument,
    Jurisdiction,
    LawTold,
    ListEntry,
    Obligation,
    Scheduling,
)
from watchlist.law_store.places import Destination, DestinationTable, Membership
from watchlist.list_updates.change_models import (
    Application,
    Change,
    ChangeComment,
    ChangeSet,
    Decision,
    RescreenDue,
    Revision,
)
from watchlist.list_updates.models import Collection, CuratorTask, ListSource, Notice, Publication
from watchlist.manifests.models import (
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
from watchlist.notifications.models import Told
from watchlist.retention.models import Erasure, LegalHold
from watchlist.screenings.chunks.models import Share
from watchlist.screenings.goods.models import GoodsStructure, ItemStructure
from watchlist.screenings.models import Consignment, Hit, ScreenedLine, Screening, Upload, UploadEnd
from watchlist.screenings.rescreen.models import CaseDue, ItemReading, Rescreen, RescreenStep, TouchedItem
from watchlist.screenings.suppressions.models import Determination, DeterminationTerm, Suppression, SuppressionTerm
from watchlist.substances.models import Constituent, Description, Identifier, Name, Structure, Substance
from watchlist.temporal import LawClock, LawTick
from watchlist.webhooks.models import DeliveryAttempt, Webhook, WebhookDelivery

__all__ = [
    "Application",
    "Attachment",
    "AuditAnchor",
    "AuditChain",
    "AuditEvent",
    "AuditPayload",
    "Authenticator",
    "Authorisation",
    "AuthorisationScan",
    "AuthorisationUse",
    "Authority",
    "AuthorityReport",
    "BoundaryEvent",
    "BoundarySight",
    "Case",
    "CaseDue",
    "CaseEvent",
    "CaseLookBack",
    "CaseScreening",
    "Change",
    "ChangeComment",
    "ChangeSet",
    "ClassRule",
    "Collection",
    "ColumnMapping",
    "Condition",
    "Consignment",
    "Constituent",
    "ControlList",
    "CuratorTask",
    "Decision",
    "DeliveryAttempt",
    "Description",
    "Destination",
    "DestinationTable",
    "Determination",
    "DeterminationTerm",
    "Disposition",
    "Duty",
    "DutyRun",
    "DutyStep",
    "Edition",
    "ErasedPayload",
    "Erasure",
    "FamiliarPlace",
    "Family",
    "GoodsStructure",
    "Hit",
    "HouseEdition",
    "HouseEntry",
    "HouseList",
    "IdempotentCall",
    "Identifier",
    "Instrument",
    "IntegrityCheck",
    "Item",
    "ItemReading",
    "ItemStructure",
    "Job",
    "Judgement",
    "Jurisdiction",
    "LawClock",
    "LawTick",
    "LawTold",
    "LegalHold",
    "LineStanding",
    "ListEntry",
    "ListSource",
    "LogInTries",
    "Manifest",
    "ManifestDraft",
    "ManifestLine",
    "ManifestPart",
    "ManifestParty",
    "Mask",
    "Membership",
    "Name",
    "Notice",
    "Obligation",
    "PaperCode",
    "PaperCodes",
    "Party",
    "PartyPast",
    "Publication",
    "Referral",
    "Rescreen",
    "RescreenDue",
    "RescreenStep",
    "Revision",
    "RowDigest",
    "Scheduling",
    "ScreenedLine",
    "Screening",
    "Share",
    "Structure",
    "Substance",
    "Suppression",
    "SuppressionTerm",
    "TemporaryPassword",
    "Token",
    "TokenSignal",
    "TokenUse",
    "Told",
    "TouchedItem",
    "Upload",
    "UploadEnd",
    "Webhook",
    "WebhookDelivery",
]
