from .determining import (
    answer_determination as answer_determination,
    open_tests as open_tests,
    request_determination as request_determination,
    withdraw_determination as withdraw_determination,
)
from .models import (
    CONFLICT as CONFLICT,
    FINDING as FINDING,
    Determination as Determination,
    DeterminationTerm as DeterminationTerm,
    Ruling as Ruling,
    Suppression as Suppression,
    SuppressionTerm as SuppressionTerm,
)
from .state import (
    ENTRY as ENTRY,
    EXPIRED as EXPIRED,
    IN_FORCE as IN_FORCE,
    REFUSED as REFUSED,
    RULE as RULE,
    STRUCTURE as STRUCTURE,
    VOID as VOID,
    WAITING as WAITING,
    WITHDRAWN as WITHDRAWN,
    rulings_known_at as rulings_known_at,
    state_of as state_of,
)
from .suppressing import (
    answer_suppression as answer_suppression,
    request_conflict_suppression as request_conflict_suppression,
    request_suppression as request_suppression,
    withdraw_suppression as withdraw_suppression,
)
from .verbs import last_day as last_day
