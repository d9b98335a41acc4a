from .catching_up import catch_up_due as catch_up_due, recount_all as recount_all
from .checking import total_differences as total_differences
from .closing import count_screening as count_screening
from .histories import complete_parties as complete_parties, last_amounts as last_amounts, went_to as went_to
from .known import MEMORY as MEMORY
from .models import PartyTally as PartyTally, PartyTotal as PartyTotal, TotalledConsignment as TotalledConsignment
from .moving import forget_totals as forget_totals
from .recounting import (
    recount_lines as recount_lines,
    recount_screenings as recount_screenings,
    withdraw as withdraw,
)
from .stored import RunningTotals as RunningTotals
from .tallies import forget_shipments as forget_shipments
