from .coverage import (
    HeldListView as HeldListView,
    compared_with as compared_with,
    engine_parts as engine_parts,
    held_lists as held_lists,
    point_of_view as point_of_view,
    warnings as warnings,
)
from .csvfile import SEPARATOR as SEPARATOR, CsvFile as CsvFile, inert as inert
from .findings import (
    DEPENDS_ON as DEPENDS_ON,
    ConditionView as ConditionView,
    DutyGroup as DutyGroup,
    FindingView as FindingView,
    LicenceCoverageView as LicenceCoverageView,
    condition_view as condition_view,
    duties as duties,
    finding_view as finding_view,
    licence_coverage_view as licence_coverage_view,
)
from .formats import FORMATS as FORMATS, Exporter as Exporter, JsonLines as JsonLines
from .lines import (
    LONGEST_DECLARED as LONGEST_DECLARED,
    DecisionView as DecisionView,
    DeclaredFieldView as DeclaredFieldView,
    LineView as LineView,
    line_view as line_view,
)
from .proposals import NOTICES as NOTICES
from .records import (
    amount as amount,
    declared as declared,
    declared_goods as declared_goods,
    list_label as list_label,
    opened as opened,
    unique as unique,
)
from .retold_lines import spoken_goods as spoken_goods, spoken_lead as spoken_lead, spoken_verdict as spoken_verdict
from .retold_remarks import spoken_conflict as spoken_conflict
from .shipment import (
    ShipmentView as ShipmentView,
    known_parties as known_parties,
    route_tasks as route_tasks,
    shipment_findings as shipment_findings,
    shipment_view as shipment_view,
    shortened as shortened,
    sum_sentence as sum_sentence,
)
from .spoken import Spoken as Spoken
from .structures import (
    Caption as Caption,
    Draw as Draw,
    Drawings as Drawings,
    Picture as Picture,
    drawing_of as drawing_of,
    drawings_of as drawings_of,
    is_traced as is_traced,
    picture as picture,
    structures_of as structures_of,
)
from .text import (
    all_visible as all_visible,
    clip as clip,
    columns as columns,
    day as day,
    instant as instant,
    visible as visible,
)
from .words import (
    ACTIONS as ACTIONS,
    DECISIONS as DECISIONS,
    DEPTHS as DEPTHS,
    MET as MET,
    ROUTE_ANSWERS as ROUTE_ANSWERS,
    SEVERITIES as SEVERITIES,
    SITE_VERDICTS as SITE_VERDICTS,
    TIER_STYLES as TIER_STYLES,
    TIERS as TIERS,
    VERDICTS as VERDICTS,
    counted as counted,
    field_name as field_name,
    words_for as words_for,
)
from .workbook import LONGEST_CELL as LONGEST_CELL, MOST_ROWS as MOST_ROWS, whole_workbook as whole_workbook
