from .attachments import (
    address_of as address_of,
    attach as attach,
    attachment_at as attachment_at,
    attachments_of as attachments_of,
)
from .authorising import UNDER_AUTHORISATION as UNDER_AUTHORISATION, eligible_authorisations as eligible_authorisations
from .duties import (
    DutyStatus as DutyStatus,
    drop_contingent_deadlines as drop_contingent_deadlines,
    duties_of as duties_of,
    law_day as law_day,
    move_deadline as move_deadline,
    tick_duty as tick_duty,
)
from .errors import (
    AskTheLead as AskTheLead,
    ConfirmTheOverride as ConfirmTheOverride,
    DismissAsWrongIdentification as DismissAsWrongIdentification,
    JudgeFirst as JudgeFirst,
    JudgeWhatIsThere as JudgeWhatIsThere,
    MeetOrOverride as MeetOrOverride,
    NameTheAuthorisation as NameTheAuthorisation,
    ReopenFirst as ReopenFirst,
    WaitForTheSecond as WaitForTheSecond,
)
from .events import events_of as events_of, sentence_of as sentence_of, spans as spans
from .hits import (
    EarlierDecision as EarlierDecision,
    earlier_decisions as earlier_decisions,
    finding_at as finding_at,
    judged_finding as judged_finding,
    positions_to_judge as positions_to_judge,
)
from .judgement_models import (
    CONFIRMED as CONFIRMED,
    DISMISSED as DISMISSED,
    DISPOSITION_LABELS as DISPOSITION_LABELS,
    DISPOSITIONS as DISPOSITIONS,
    JUDGED_LABELS as JUDGED_LABELS,
    OBSTACLE_LABELS as OBSTACLE_LABELS,
    OVERRIDE_LABELS as OVERRIDE_LABELS,
    REASON_LABELS as REASON_LABELS,
    REASONS as REASONS,
    RELEASES as RELEASES,
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
from .line_groups import (
    LINES_AT_ONCE as LINES_AT_ONCE,
    EqualLineRows as EqualLineRows,
    EqualLines as EqualLines,
    equal_lines as equal_lines,
    judge_equal as judge_equal,
    row_of as row_of,
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
    OVERRIDE_REASONS as OVERRIDE_REASONS,
    Obstacle as Obstacle,
    ObstacleKind as ObstacleKind,
    ReleaseOverride as ReleaseOverride,
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
    sees_reports as sees_reports,
    visible_state as visible_state,
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
