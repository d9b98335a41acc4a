from .applying import NotAllApplied as NotAllApplied, apply as apply, apply_due as apply_due, rehearse as rehearse
from .approval import (
    APPROVE as APPROVE,
    PROPOSE as PROPOSE,
    approve as approve,
    claim_review as claim_review,
    comment as comment,
    edit as edit,
    is_author as is_author,
    open_by_hand as open_by_hand,
    propose_rollback as propose_rollback,
    reject as reject,
)
from .change_models import (
    Application as Application,
    Change as Change,
    ChangeComment as ChangeComment,
    ChangeSet as ChangeSet,
    Decision as Decision,
    RescreenDue as RescreenDue,
    Revision as Revision,
)
from .change_schema import payload_of as payload_of
from .change_set_status import (
    APPLIED as APPLIED,
    DECIDED as DECIDED,
    NEEDS_ATTENTION as NEEDS_ATTENTION,
    PROPOSED as PROPOSED,
    STATES as STATES,
    TAKEN_UP as TAKEN_UP,
    ChangeSetStatus as ChangeSetStatus,
    status_of as status_of,
    statuses_of as statuses_of,
    with_state as with_state,
)
from .collecting import (
    collect as collect,
    due_sources as due_sources,
    resume_following as resume_following,
    stop_following as stop_following,
)
from .curation import faults_of as faults_of
from .declaring import (
    DeclaredSource as DeclaredSource,
    declared_source as declared_source,
    declared_sources as declared_sources,
)
from .desk import close_task as close_task, open_task as open_task
from .diff import changes_between as changes_between, gates as gates
from .drafting import ChangeDraft as ChangeDraft, draft_of as draft_of, parse_payload as parse_payload
from .entry_facts import current_facts as current_facts, facts_on as facts_on, redraft as redraft
from .errors import (
    CheckTheRecord as CheckTheRecord,
    ClaimReviewFirst as ClaimReviewFirst,
    DecideOnTheLatest as DecideOnTheLatest,
    NotNow as NotNow,
)
from .listing_changes import APPLY_TO_NOTHING as APPLY_TO_NOTHING
from .models import (
    Collection as Collection,
    CuratorTask as CuratorTask,
    ListSource as ListSource,
    Notice as Notice,
    Publication as Publication,
)
from .notices import (
    horizon_known_at as horizon_known_at,
    link_notice as link_notice,
    unlink_notice as unlink_notice,
    withdraw_notice as withdraw_notice,
)
from .published import PublishedRow as PublishedRow, one_line as one_line, rows_of as rows_of
from .seeding import propose_text as propose_text
