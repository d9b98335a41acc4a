from .applied_rulings import OF_A_PRODUCT as OF_A_PRODUCT, is_qualitative as is_qualitative, product_key as product_key
from .class_grounds import CLASS_GROUNDS as CLASS_GROUNDS
from .comparison import LawComparison as LawComparison
from .conditions import QUANTITIES as QUANTITIES, MeasuredCondition as MeasuredCondition, is_above as is_above
from .context import (
    MOST_LISTED as MOST_LISTED,
    Context as Context,
    EarlierLine as EarlierLine,
    EarlierParcel as EarlierParcel,
    EarlierShipments as EarlierShipments,
    EarlierTotal as EarlierTotal,
    KnownParties as KnownParties,
    TotalsByDay as TotalsByDay,
    shipment_key as shipment_key,
)
from .conventions import Conventions as Conventions
from .countries import (
    NORTHERN_IRELAND as NORTHERN_IRELAND,
    country_code as country_code,
    country_in_words as country_in_words,
    country_name as country_name,
)
from .coverage import check_jurisdictions as check_jurisdictions, held_list as held_list
from .decided_totals import DecidedGoods as DecidedGoods, as_decided as as_decided, decided_total as decided_total
from .documents import (
    ITSELF as ITSELF,
    PARTS as PARTS,
    Document as Document,
    DocumentUse as DocumentUse,
    Need as Need,
    Register as Register,
    amount_text as amount_text,
    lack_phrases as lack_phrases,
    lacks as lacks,
    parts_of as parts_of,
)
from .duties import KeyedDuty as KeyedDuty, duties_by_id as duties_by_id
from .duty_order import duty_rank as duty_rank
from .findings import FORM_NAMES as FORM_NAMES, LineFinding as LineFinding
from .grounds import GROUNDS as GROUNDS, SURVEILLANCE as SURVEILLANCE
from .licence_coverage import list_authorisation_duties as list_authorisation_duties, need_of as need_of
from .movement import (
    DeclaredMovement as DeclaredMovement,
    on_route as on_route,
    operation_word as operation_word,
    read_movement as read_movement,
)
from .movement_reader import MOVEMENT as MOVEMENT
from .notices import ACTS as ACTS, CompiledNotice as CompiledNotice, Horizon as Horizon
from .packed_tallies import Tallies as Tallies
from .party_periods import PartySum as PartySum, PeriodLimit as PeriodLimit, party_sums as party_sums
from .policy import (
    ACTIONS as ACTIONS,
    SEVERITIES as SEVERITIES,
    VERDICTS as VERDICTS,
    is_lost as is_lost,
    strongest as strongest,
)
from .precedence import ELSEWHERE as ELSEWHERE, LISTED_ELSEWHERE as LISTED_ELSEWHERE
from .quantity_sums import (
    added as added,
    exact_record as exact_record,
    kind_of as kind_of,
    summed as summed,
    without as without,
)
from .question import INCHIKEYS as INCHIKEYS, OPERATIONS as OPERATIONS, Question as Question
from .route_checks import (
    NO_CHECKS as NO_CHECKS,
    RecordedCheck as RecordedCheck,
    RouteChecks as RouteChecks,
    gap_sentence as gap_sentence,
    gap_words as gap_words,
    task_answer as task_answer,
)
from .rulings import (
    NOTHING as NOTHING,
    ConflictKey as ConflictKey,
    DeterminedCondition as DeterminedCondition,
    FindingKey as FindingKey,
    Key as Key,
    RulingRecord as RulingRecord,
    Rulings as Rulings,
    can_be_suppressed as can_be_suppressed,
    conflict_key as conflict_key,
    entry_version as entry_version,
    finding_key as finding_key,
    structure_of as structure_of,
)
from .run import ScreeningRun as ScreeningRun, items_known as items_known
from .sentences import REQUESTS as REQUESTS
from .shipment import (
    AnswerCounts as AnswerCounts,
    ShipmentResult as ShipmentResult,
    records_of as records_of,
    seconds_since as seconds_since,
    shipment_result as shipment_result,
)
from .similarity import ANALOGUE as ANALOGUE
from .spans import MeasuredQuantity as MeasuredQuantity, Span as Span, plain_number as plain_number, rounded as rounded
from .thresholds import PARTY_FIELDS as PARTY_FIELDS, Claim as Claim, Counterparty as Counterparty, Tally as Tally
