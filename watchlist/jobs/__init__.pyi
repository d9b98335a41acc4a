from .ending import ending_by_signal as ending_by_signal, is_ending as is_ending, request_end as request_end
from .leases import (
    CancelAsked as CancelAsked,
    JobDidNotFail as JobDidNotFail,
    JobIsOver as JobIsOver,
    Lease as Lease,
    StepBack as StepBack,
    TryAgain as TryAgain,
    heartbeats as heartbeats,
)
from .local import detach as detach, run_alone as run_alone
from .models import (
    APPLY_CHANGES as APPLY_CHANGES,
    CANCELLED as CANCELLED,
    COLLECT_LIST as COLLECT_LIST,
    DEAD as DEAD,
    DONE as DONE,
    FAILED as FAILED,
    OVER as OVER,
    QUEUED as QUEUED,
    RUNNING as RUNNING,
    STATES as STATES,
    WAITING as WAITING,
    Job as Job,
    JobQuerySet as JobQuerySet,
)
from .parts import (
    NO_LEASE as NO_LEASE,
    PART_FREE as PART_FREE,
    PART_LEASED as PART_LEASED,
    LeasedPart as LeasedPart,
    PartLost as PartLost,
    PartQuerySet as PartQuerySet,
    WorkPart as WorkPart,
    free_earlier_parts as free_earlier_parts,
    free_parts as free_parts,
    lease_next_part as lease_next_part,
    part_given_up as part_given_up,
    retry_parts as retry_parts,
)
from .queue import (
    REST as REST,
    enqueue as enqueue,
    enqueue_alone as enqueue_alone,
    given_up_subjects as given_up_subjects,
    request_cancel as request_cancel,
    requeue as requeue,
    sweep as sweep,
)
from .routes import (
    INTERACTIVE as INTERACTIVE,
    QUEUES as QUEUES,
    BrokerAway as BrokerAway,
    Route as Route,
    route_of as route_of,
    sender as sender,
)
from .running import Work as Work, run_work as run_work
from .scheduled_tasks import (
    ANCHOR as ANCHOR,
    ANNOUNCE as ANNOUNCE,
    APPLY_DUE as APPLY_DUE,
    BY_TASK as BY_TASK,
    COLLECT as COLLECT,
    INDEX_STRUCTURES as INDEX_STRUCTURES,
    NOTIFY as NOTIFY,
    PURGE as PURGE,
    RESCREEN as RESCREEN,
    SCHEDULED_TASKS as SCHEDULED_TASKS,
    SWEEP as SWEEP,
    VERIFY_RECORDS as VERIFY_RECORDS,
    DutyRun as DutyRun,
    ScheduledTask as ScheduledTask,
    carry_out as carry_out,
    entry_name as entry_name,
)
from .time_slice import TimeSlice as TimeSlice
from .timetable import (
    PERIODS as PERIODS,
    Timing as Timing,
    drop_entry as drop_entry,
    next_run as next_run,
    reschedule as reschedule,
    schedule_source as schedule_source,
    source_of as source_of,
    timing_of as timing_of,
)
