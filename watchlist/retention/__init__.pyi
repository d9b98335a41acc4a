from .erasing import (
    ERASE_PERSON as ERASE_PERSON,
    answer_erasure as answer_erasure,
    erase as erase,
    forget_log_ins as forget_log_ins,
    named_by as named_by,
    party_of as party_of,
    request_party_erasure as request_party_erasure,
    request_user_erasure as request_user_erasure,
)
from .legal_holds import (
    holds_of as holds_of,
    lift_hold as lift_hold,
    place_party_hold as place_party_hold,
    place_shipment_hold as place_shipment_hold,
)
from .models import (
    ERASE as ERASE,
    HOLD as HOLD,
    VIEW as VIEW,
    VIEW_ERASURES as VIEW_ERASURES,
    Erasure as Erasure,
    LegalHold as LegalHold,
)
from .purge import (
    LET_GO as LET_GO,
    MOST_AT_ONCE as MOST_AT_ONCE,
    NOT_SET as NOT_SET,
    enqueue_purge as enqueue_purge,
    plan as plan,
    purge_blocker as purge_blocker,
    run_purge as run_purge,
)
from .reasons import PERIOD as PERIOD, REASONS as REASONS
