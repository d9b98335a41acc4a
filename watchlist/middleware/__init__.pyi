from .backup import NotBackedUp as NotBackedUp, back_up as back_up
from .bare_pages import bare_page as bare_page
from .logs import logging_of as logging_of
from .outage import RETRY_AFTER as RETRY_AFTER, passes as passes
from .page_style import keep_style as keep_style
from .readiness import checked as checked, records_state as records_state
from .sessions import (
    BOUND as BOUND,
    CODE as CODE,
    CODE_GIVEN_AT as CODE_GIVEN_AT,
    DUE as DUE,
    FACTOR_AT_PROVIDER as FACTOR_AT_PROVIDER,
    PASSWORD_DUE as PASSWORD_DUE,
    SessionEnd as SessionEnd,
    asked_by_script as asked_by_script,
    begin_session as begin_session,
    due_step as due_step,
    end_of_session as end_of_session,
    put_off_end as put_off_end,
)
from .state_metrics import state_registry as state_registry
from .truncated_body_guard import guard_truncated_bodies as guard_truncated_bodies
from .warming import warm as warm
