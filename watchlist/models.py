"""Gathers the models of the subjects under the one app label; it defines none."""

from watchlist.access.devices import Authenticator, PaperCode, PaperCodes
from watchlist.access.events import BoundaryEvent, BoundarySight
from watchlist.access.familiar import FamiliarPlace
from watchlist.access.models import IdempotentCall, Token
from watchlist.access.signals import TokenSignal
from watchlist.access.temporary_passwords import TemporaryPassword
from watchlist.access.tries import LogInTries
from watchlist.access.uses import TokenUse
from watchlist.audit.models import AuditAnchor, AuditChain, AuditEvent, AuditPayload, ErasedPayload, RowDigest
from watchlist.authorisations.models import Authorisation, AuthorisationScan, AuthorisationUse
from watchlist.cases.judgement_models import Disposition, Judgement, LineStanding, Referral
from watchlist.cases.models import Case, CaseEvent, CaseLookBack, CaseScreening, Duty, DutyStep
from watchlist.cases.record_models import Attachment, AuthorityReport
from watchlist.hooks.models import DeliveryAttempt, Webhook, WebhookDelivery
from watchlist.house.models import HouseEdition, HouseEntry, HouseList
from watchlist.integrity.models import IntegrityCheck
from watchlist.jobs.duties import DutyRun
from watchlist.jobs.models import Job
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
from watchlist.retention.models import Erasure, LegalHold
from watchlist.scheduling.announcement_models import LawTold
from watchlist.scheduling.definitions import ClassRule, Family, Mask
from watchlist.scheduling.models import (
    Authority,
    Condition,
    ControlList,
    Edition,
    Instrument,
    Jurisdiction,
    ListEntry,
    Obligation,
    Scheduling,
)
from watchlist.scheduling.places import Destination, DestinationTable, Membership
from watchlist.screening.goods.models import GoodsStructure, ItemStructure
from watchlist.screening.models import Consignment, Hit, ScreenedLine, Screening, Upload, UploadEnd
from watchlist.screening.rescreen.models import CaseDue, ItemReading, Rescreen, RescreenStep, TouchedItem
from watchlist.screening.shares.models import Share
from watchlist.screening.suppressions.models import Determination, DeterminationTerm, Suppression, SuppressionTerm
from watchlist.sources.change_models import (
    Application,
    Change,
    ChangeComment,
    ChangeSet,
    Decision,
    RescreenDue,
    Revision,
)
from watchlist.sources.models import Collection, CuratorTask, ListSource, Notice, Publication
from watchlist.substances.models import Constituent, Description, Identifier, Name, Structure, Substance
from watchlist.telling.models import Told
from watchlist.temporal import LawClock, LawTick

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
