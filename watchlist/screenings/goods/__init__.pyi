from .asking import (
    MEETINGS as MEETINGS,
    GoodsMatch as GoodsMatch,
    find_goods as find_goods,
    not_searched as not_searched,
    on_lines_of as on_lines_of,
    structure_of as structure_of,
)
from .models import GoodsStructure as GoodsStructure, ItemStructure as ItemStructure
from .store import apart_from as apart_from, forget as forget, index_structures as index_structures, rebuild as rebuild
from .verifying import differences as differences
