from .atom_count import (
    atoms_around as atoms_around,
    composition as composition,
    has_carbon as has_carbon,
    heavy_atoms as heavy_atoms,
    leading as leading,
)
from .base_weight import base_share as base_share
from .cas import normalise_cas as normalise_cas, one_slip_away as one_slip_away, written_in as written_in
from .depict_marks import is_sign as is_sign, limb_colour as limb_colour
from .depiction import depict as depict
from .errors import (
    CasCode as CasCode,
    CasError as CasError,
    EndedCode as EndedCode,
    NameCode as NameCode,
    RefusedCode as RefusedCode,
    StructureError as StructureError,
)
from .forms import FORMS as FORMS, FormMatch as FormMatch, Reference as Reference, ReferenceSet as ReferenceSet
from .headings import cannot_hold as cannot_hold, has_heading as has_heading
from .identity import (
    INORGANIC as INORGANIC,
    UNNEEDED as UNNEEDED,
    Fragment as Fragment,
    Identity as Identity,
    identify as identify,
    inchikey_of as inchikey_of,
)
from .inchikeys import INCHIKEY as INCHIKEY, skeleton as skeleton
from .molecules import MAX_ATOMS_OF_WORK as MAX_ATOMS_OF_WORK, parse_structure as parse_structure
from .named_salts import named_salt as named_salt
from .nomenclature import (
    DASH as DASH,
    GREEK_NAMES as GREEK_NAMES,
    LONGEST_NAME as LONGEST_NAME,
    PRIMES as PRIMES,
    STRUCK as STRUCK,
    counterion_words as counterion_words,
    normalise_name as normalise_name,
    peel_counterion as peel_counterion,
)
from .parents import parent_inchikey as parent_inchikey
from .salts import traded_salts as traded_salts
from .sdf import SdRecord as SdRecord, sd_file as sd_file
from .standardise import strip_for_key as strip_for_key
from .structure_query import (
    MAX_ATOMS as MAX_ATOMS,
    MAX_CHARACTERS as MAX_CHARACTERS,
    MAX_PARTS as MAX_PARTS,
    FrameQuery as FrameQuery,
    StructureQuery as StructureQuery,
)
from .structure_search import (
    Drawing as Drawing,
    StructureHit as StructureHit,
    StructureLibrary as StructureLibrary,
    find as find,
    in_order as in_order,
)
from .structure_store import (
    Candidates as Candidates,
    PatternCache as PatternCache,
    QueryKeys as QueryKeys,
    StoredStructure as StoredStructure,
    have_part as have_part,
    maker_version as maker_version,
    query_keys as query_keys,
    stored_structures as stored_structures,
)
from .structures import (
    Comparer as Comparer,
    Examination as Examination,
    MatchSummary as MatchSummary,
    ReferenceData as ReferenceData,
    StructureRefusal as StructureRefusal,
    StructureText as StructureText,
    examine as examine,
    forms_of as forms_of,
    match_summaries as match_summaries,
    outcomes as outcomes,
    refusals as refusals,
)
from .walks import longest_walk as longest_walk
from .written import is_drawing as is_drawing, is_smiles_like as is_smiles_like
