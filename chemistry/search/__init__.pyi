from .library import (
    Drawing as Drawing,
    StructureHit as StructureHit,
    StructureLibrary as StructureLibrary,
    find as find,
    in_order as in_order,
)
from .query import (
    MAX_ATOMS as MAX_ATOMS,
    MAX_CHARACTERS as MAX_CHARACTERS,
    MAX_PARTS as MAX_PARTS,
    FrameQuery as FrameQuery,
    StructureQuery as StructureQuery,
)
from .store import (
    Candidates as Candidates,
    PatternCache as PatternCache,
    QueryKeys as QueryKeys,
    StoredStructure as StoredStructure,
    have_part as have_part,
    maker_version as maker_version,
    query_keys as query_keys,
    stored_structures as stored_structures,
)
