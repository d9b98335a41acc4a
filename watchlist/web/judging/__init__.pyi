from .corrections import WaitingCorrection as WaitingCorrection, waiting_correction as waiting_correction
from .export import offered_kinds as offered_kinds
from .findings import bench_of as bench_of
from .law import LawRequirements as LawRequirements, law_requirements as law_requirements
from .line import line_page as line_page, name_and_lead as name_and_lead, places_of as places_of
from .order import (
    LineOrder as LineOrder,
    decision_filters as decision_filters,
    lines_by_entry as lines_by_entry,
    tabs as tabs,
)
from .rows import lines_page as lines_page
