from .answering_anew import (
    AnsweredAnew as AnsweredAnew,
    answer_anew as answer_anew,
    answer_line_anew as answer_line_anew,
    is_long as is_long,
    keep_answer_anew as keep_answer_anew,
    lowers as lowers,
    queue_answer_anew as queue_answer_anew,
    unreached as unreached,
)
from .checking import (
    CheckResult as CheckResult,
    TypedGoods as TypedGoods,
    check_goods as check_goods,
    keep_check as keep_check,
)
from .concern import (
    CONCERNS as CONCERNS,
    Concern as Concern,
    ConcernFact as ConcernFact,
    concern_place as concern_place,
    concerns_text as concerns_text,
    read_concerns as read_concerns,
)
from .correction_models import (
    CASE_CLOSED as CASE_CLOSED,
    JOB_CANCELLED as JOB_CANCELLED,
    JOB_GIVEN_UP as JOB_GIVEN_UP,
    SCREENED_AGAIN as SCREENED_AGAIN,
    CorrectionRun as CorrectionRun,
    LineCorrection as LineCorrection,
)
from .counting import (
    GOODS_COLUMNS as GOODS_COLUMNS,
    STAYING as STAYING,
    CountedGoods as CountedGoods,
    StoredGoods as StoredGoods,
    counted_goods as counted_goods,
)
from .document_needs import StoredNeed as StoredNeed, stored_needs as stored_needs
from .fixed_answers import fixed_answer as fixed_answer, fixed_goods as fixed_goods
from .from_draft import (
    look_at_draft as look_at_draft,
    question_of as question_of,
    queue_draft as queue_draft,
    screen_draft as screen_draft,
)
from .inserting import batches as batches
from .judged_goods import (
    NOT_THE_SUBSTANCE as NOT_THE_SUBSTANCE,
    PositionWord as PositionWord,
    substance_words as substance_words,
)
from .known_corrections import (
    corrected_manifest as corrected_manifest,
    corrected_since as corrected_since,
    corrections_of as corrections_of,
)
from .line_columns import (
    FILTERED as FILTERED,
    LineContent as LineContent,
    contents_of as contents_of,
    grouping_key as grouping_key,
)
from .models import (
    Consignment as Consignment,
    Hit as Hit,
    ItemReading as ItemReading,
    ScreenedLine as ScreenedLine,
    Screening as Screening,
    ScreeningQuerySet as ScreeningQuerySet,
    Upload as Upload,
    UploadEnd as UploadEnd,
    named as named,
)
from .parcel_history import (
    LATEST as LATEST,
    StoredParcel as StoredParcel,
    earlier_parcels_of as earlier_parcels_of,
    is_far as is_far,
    parcels_with_history as parcels_with_history,
)
from .party_totals import lines_of_party as lines_of_party, movement_of as movement_of
from .pipeline import (
    SumsAsked as SumsAsked,
    line_question_of as line_question_of,
    run_of as run_of,
    screen as screen,
    stream as stream,
)
from .rebuilding import declared_line as declared_line, inputs_of as inputs_of, run_of_lines as run_of_lines
from .replaying import (
    CODES as CODES,
    Cause as Cause,
    LineDifference as LineDifference,
    Replay as Replay,
    causes_of as causes_of,
    changes as changes,
    fields_that_differ as fields_that_differ,
    refuse_unless_stored as refuse_unless_stored,
    replay as replay,
    stored_answer as stored_answer,
    why_not_stored as why_not_stored,
)
from .rerun import (
    is_last as is_last,
    queue_rerun as queue_rerun,
    reread_manifest as reread_manifest,
    rerun_screening as rerun_screening,
)
from .same_goods import (
    SameGoods as SameGoods,
    digest_of_body as digest_of_body,
    screened_before as screened_before,
)
from .saving import keep_passing as keep_passing, save_answer as save_answer
from .stored_answers import (
    counts_by_verdict as counts_by_verdict,
    declared_route as declared_route,
    is_sure as is_sure,
    lines_for_route as lines_for_route,
    party_keys as party_keys,
    plain_counts as plain_counts,
    read_coverage as read_coverage,
    read_destination as read_destination,
    read_findings as read_findings,
    read_line as read_line,
    read_quantity as read_quantity,
    read_question as read_question,
    read_summary as read_summary,
    route_of_movements as route_of_movements,
    substance_key as substance_key,
)
from .trial_models import TrialManifest as TrialManifest
from .trials import (
    drop_old_trials as drop_old_trials,
    find_trial as find_trial,
    keep_trial as keep_trial,
    records_of_trial as records_of_trial,
)
from .uploads import (
    SCREEN_MANIFEST as SCREEN_MANIFEST,
    Sender as Sender,
    TooManyWait as TooManyWait,
    WantedResults as WantedResults,
    announce_ends as announce_ends,
    announce_screening as announce_screening,
    goods_known_again as goods_known_again,
    receive as receive,
    receive_again as receive_again,
)
