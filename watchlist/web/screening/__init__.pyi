from .internal_list_view import (
    MOST_FILTERED as MOST_FILTERED,
    PLACES as PLACES,
    apply_overlays as apply_overlays,
    moved_verdicts as moved_verdicts,
    shown_line as shown_line,
)
from .screen_pages import may_screen as may_screen
from .stored_screenings import may_read as may_read, screening_view as screening_view, screenings as screenings
