from .base import (
    Hits as Hits,
    Outcomes as Outcomes,
    QueryNotReadable as QueryNotReadable,
    QueryTooCostly as QueryTooCostly,
    RebuildTheStore as RebuildTheStore,
    StructureIndex as StructureIndex,
)
from .cartridge import CartridgeIndex as CartridgeIndex
from .embedded import EmbeddedIndex as EmbeddedIndex
from .search import (
    MEETINGS as MEETINGS,
    SubstanceMatch as SubstanceMatch,
    find_substances as find_substances,
    sameness as sameness,
)
from .store_workers import kept_of as kept_of, with_part as with_part
from .tables import drawings as drawings, drop_store as drop_store, first_drawings as first_drawings
