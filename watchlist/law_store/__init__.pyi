from .compile import (
    compiled_anew as compiled_anew,
    law_at as law_at,
    law_known_at as law_known_at,
    using_kept_law as using_kept_law,
)
from .definitions import (
    ClassRule as ClassRule,
    Destination as Destination,
    DestinationTable as DestinationTable,
    Family as Family,
    Mask as Mask,
    Membership as Membership,
)
from .editions import (
    ID as ID,
    STATUS_COLUMNS as STATUS_COLUMNS,
    KnownEdition as KnownEdition,
    ListStatus as ListStatus,
    editions_of as editions_of,
    find_edition as find_edition,
    list_statuses as list_statuses,
)
from .feed import (
    OPS as OPS,
    TYPES as TYPES,
    RecordDifference as RecordDifference,
    Snapshot as Snapshot,
    announce_law as announce_law,
    between_days as between_days,
    between_states as between_states,
    changes_between as changes_between,
    in_force as in_force,
    known_law as known_law,
    order as order,
    snapshot_at as snapshot_at,
    tick_before as tick_before,
)
from .history import amend as amend, correct as correct, end as end, facts_of as facts_of, record as record
from .kept import keep_known_law as keep_known_law
from .law_changes import (
    APPLIED as APPLIED,
    KINDS as KINDS,
    LawChange as LawChange,
    changes as changes,
    endings as endings,
    fact_words as fact_words,
    undated as undated,
)
from .models import (
    Authority as Authority,
    Condition as Condition,
    ControlList as ControlList,
    Edition as Edition,
    Instrument as Instrument,
    Jurisdiction as Jurisdiction,
    LawTold as LawTold,
    ListEntry as ListEntry,
    Obligation as Obligation,
    Scheduling as Scheduling,
)
from .records import Record as Record, iso as iso
from .registry import InstrumentFacts as InstrumentFacts, entry_of as entry_of, set_instrument as set_instrument
