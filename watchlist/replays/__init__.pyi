from .models import ReplayDifference as ReplayDifference, ReplayRun as ReplayRun
from .outcomes import ReplayOutcome as ReplayOutcome, kept_differences as kept_differences, replay_of as replay_of
from .requesting import drop_old_replays as drop_old_replays, request_replay as request_replay
from .running import MOST_KEPT as MOST_KEPT, REPLAY_SCREENING as REPLAY_SCREENING, run_replay as run_replay
