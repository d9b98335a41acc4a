from .asking import (
    answer_question as answer_question,
    draft_of_question as draft_of_question,
    draft_question as draft_question,
    questions_in as questions_in,
    questions_with_people as questions_with_people,
    send_question as send_question,
    withdraw_question as withdraw_question,
)
from .attachments import (
    address_of as address_of,
    attach as attach,
    attachment_at as attachment_at,
    attachments_of as attachments_of,
)
from .authorising import UNDER_AUTHORISATION as UNDER_AUTHORISATION, eligible_authorisations as eligible_authorisations
from .correcting import (
    answer_correction as answer_correction,
    case_of_correction as case_of_correction,
    correct_field as correct_field,
    corrections_in as corrections_in,
    corrections_waiting as corrections_waiting,
    run_of_correction as run_of_correction,
)
from .decided_answers import (
    DecidedAnswer as DecidedAnswer,
    decided_sums as decided_sums,
)
from .decided_version import words_version as words_version
from .duties import (
    DUTY_STATES as DUTY_STATES,
    DutyState as DutyState,
    DutyStatus as DutyStatus,
    drop_contingent_deadlines as drop_contingent_deadlines,
    duties_of as duties_of,
    law_day as law_day,
    move_deadline as move_deadline,
    statuses_of as statuses_of,
    tick_duty as tick_duty,
)
from .errors import (
    AskTheLead as AskTheLead,
    AttachAnotherFile as AttachAnotherFile,
    ConfirmTheOverride as ConfirmTheOverride,
    DecideByLine as DecideByLine,
    GiveAReasonThatFits as GiveAReasonThatFits,
    JudgeFirst as JudgeFirst,
    JudgeWhatIsThere as JudgeWhatIsThere,
    MeetOrOverride as MeetOrOverride,
    NameTheAuthorisation as NameTheAuthorisation,
    ReopenFirst as ReopenFirst,
    WaitForTheSecond as WaitForTheSecond,
)
from .events import counts_text as counts_text, events_of as events_of, sentence_of as sentence_of, spans as spans
from .hits import (
    EarlierDecision as EarlierDecision,
    does_not_bear as does_not_bear,
    earlier_decisions as earlier_decisions,
    finding_at as finding_at,
    judged_finding as judged_finding,
    positions_not_asked as positions_not_asked,
    positions_to_judge as positions_to_judge,
)
from .judgement_models import (
    CONFIRMED as CONFIRMED,
    DISMISSED as DISMISSED,
    DISPOSITION_LABELS as DISPOSITION_LABELS,
    DISPOSITIONS as DISPOSITIONS,
    DROPPED_LABELS as DROPPED_LABELS,
    FIELD_LABELS as FIELD_LABELS,
    JUDGED_LABELS as JUDGED_LABELS,
    OBSTACLE_LABELS as OBSTACLE_LABELS,
    OFFERED_REASONS as OFFERED_REASONS,
    OVERRIDE_LABELS as OVERRIDE_LABELS,
    REASON_LABELS as REASON_LABELS,
    REASONS as REASONS,
    REASONS_OF_LAW as REASONS_OF_LAW,
    RELEASES as RELEASES,
    ROUTE_RESULT_LABELS as ROUTE_RESULT_LABELS,
    SHIPMENT_WORDS as SHIPMENT_WORDS,
    THE_LINE as THE_LINE,
    UNDECIDED as UNDECIDED,
    WORDS as WORDS,
    Disposition as Disposition,
    Judgement as Judgement,
    LineStanding as LineStanding,
    Referral as Referral,
)
from .judging import (
    alike as alike,
    judge as judge,
    judge_alike as judge_alike,
    latest_of as latest_of,
    left_open as left_open,
)
from .lifecycle import (
    Override as Override,
    add_note as add_note,
    assign as assign,
    await_authority as await_authority,
    dispose as dispose,
    is_controlled as is_controlled,
    reopen as reopen,
    report_to_authority as report_to_authority,
    reports_of as reports_of,
    resume as resume,
    snooze as snooze,
    suspend as suspend,
)
from .line_decisions import (
    LineDecision as LineDecision,
    counts_by_case as counts_by_case,
    counts_by_decision as counts_by_decision,
    decision_on as decision_on,
    decisions_on as decisions_on,
    lines_with_word as lines_with_word,
)
from .line_disposition_models import (
    HELD as HELD,
    LINE_WORDS as LINE_WORDS,
    LineDisposition as LineDisposition,
    ReferralLine as ReferralLine,
)
from .line_dispositions import LinesOutcome as LinesOutcome, dispose_lines as dispose_lines
from .line_groups import (
    LINES_AT_ONCE as LINES_AT_ONCE,
    EqualLineRows as EqualLineRows,
    EqualLines as EqualLines,
    equal_lines as equal_lines,
    judge_equal as judge_equal,
    row_of as row_of,
)
from .line_judging import (
    judge_line as judge_line,
    judge_substance as judge_substance,
    judgements_on as judgements_on,
    open_lines_with as open_lines_with,
    take_back as take_back,
)
from .line_words import (
    counts_by_word as counts_by_word,
    line_words_of as line_words_of,
    lines_left as lines_left,
    lines_to_release as lines_to_release,
)
from .long_corrections import (
    TOLD_BY_JOBS as TOLD_BY_JOBS,
    close_with_correction as close_with_correction,
    corrections_to_ask_again as corrections_to_ask_again,
    drop_lost_runs as drop_lost_runs,
    run_of as run_of,
    runs_under_way as runs_under_way,
)
from .models import (
    AWAITING as AWAITING,
    CLOSED as CLOSED,
    INVESTIGATING as INVESTIGATING,
    ON_HOLD as ON_HOLD,
    PENDING as PENDING,
    Attachment as Attachment,
    AuthorityReport as AuthorityReport,
    Case as Case,
    CaseEvent as CaseEvent,
    CaseLookBack as CaseLookBack,
    CaseQuerySet as CaseQuerySet,
    CaseScreening as CaseScreening,
    Duty as Duty,
    DutyStep as DutyStep,
)
from .opening import case_of as case_of, open_case as open_case, open_due as open_due
from .override_models import (
    ASKS_DOCUMENT as ASKS_DOCUMENT,
    OVERRIDE_REASONS as OVERRIDE_REASONS,
    Obstacle as Obstacle,
    ObstacleKind as ObstacleKind,
    ReleaseOverride as ReleaseOverride,
)
from .party_facts import (
    MOST_LINES as MOST_LINES,
    PartySums as PartySums,
    authorisations_of_party as authorisations_of_party,
    cases_by_screening as cases_by_screening,
    decisions_on_party as decisions_on_party,
    determinations_of_party as determinations_of_party,
    dispositions_on_party as dispositions_on_party,
    parties_known as parties_known,
    past_shipments_of as past_shipments_of,
    questions_of_party as questions_of_party,
    roles_of as roles_of,
    shipments_of_party as shipments_of_party,
    shipments_with as shipments_with,
    spellings_of as spellings_of,
    sums_of_party as sums_of_party,
    suppressions_of_party as suppressions_of_party,
)
from .question_models import (
    QUESTION_STATES as QUESTION_STATES,
    QuestionState as QuestionState,
    ShipperQuestion as ShipperQuestion,
)
from .referrals import (
    answer_alike as answer_alike,
    answer_referral as answer_referral,
    waiting_together as waiting_together,
)
from .release_gate import obstacles_of as obstacles_of
from .rights import (
    REPORT as REPORT,
    REVIEW as REVIEW,
    SECOND as SECOND,
    VIEW as VIEW,
    WORK as WORK,
    public_state as public_state,
    sees_reports as sees_reports,
    visible_state as visible_state,
)
from .route_tasks import (
    CountryTask as CountryTask,
    check_route as check_route,
    open_countries as open_countries,
    request_route_check as request_route_check,
    route_tasks_of as route_tasks_of,
)
from .shipping import (
    GROUND_KINDS as GROUND_KINDS,
    SHIPPING_WORDS as SHIPPING_WORDS,
    GroundKind as GroundKind,
    LineSpan as LineSpan,
    ShippingDisposition as ShippingDisposition,
    ShippingGround as ShippingGround,
    ShippingWord as ShippingWord,
    lines_to_go as lines_to_go,
    shipping_of as shipping_of,
    shipping_of_all as shipping_of_all,
    shipping_of_lines as shipping_of_lines,
    shipping_of_unstored as shipping_of_unstored,
)
from .worklist import (
    WAITING_STATES as WAITING_STATES,
    cases_to_judge as cases_to_judge,
    figures as figures,
    for_second as for_second,
    next_cases as next_cases,
    overdue as overdue,
    rank_of as rank_of,
)
