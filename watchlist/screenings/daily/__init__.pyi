from .catching_up import count_due_days as count_due_days, recount_days as recount_days
from .checking import DayDifference as DayDifference, day_differences as day_differences
from .counting import CountOf as CountOf, Counts as Counts, LinesOf as LinesOf, counts_of_lines as counts_of_lines
from .models import DayCount as DayCount
from .moving import count_screening_day as count_screening_day, take_away as take_away
from .weekly import WEEKS as WEEKS, WeekCounts as WeekCounts, counts_by_week as counts_by_week, uncounted as uncounted
