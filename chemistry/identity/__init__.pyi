from .compositions import (
    atoms_around as atoms_around,
    components_beside as components_beside,
    composition as composition,
    has_carbon as has_carbon,
    heavy_atoms as heavy_atoms,
    leading as leading,
    longest_walk as longest_walk,
)
from .drawing_steps import (
    drawn_charge as drawn_charge,
    standardise as standardise,
    strip_for_key as strip_for_key,
    uncharge as uncharge,
)
from .element_counts import (
    ATOMS as ATOMS,
    RINGS as RINGS,
    NeedsIndex as NeedsIndex,
    bits_of as bits_of,
    content_of as content_of,
    heavy_formula as heavy_formula,
    places_of as places_of,
)
from .fragments import ELEMENT as ELEMENT, find_inorganic as find_inorganic, inorganic_by_label as inorganic_by_label
from .identities import (
    INCHIKEY as INCHIKEY,
    INORGANIC as INORGANIC,
    PLAIN as PLAIN,
    TAUTOMER as TAUTOMER,
    UNNEEDED as UNNEEDED,
    UNTOLD as UNTOLD,
    Fragment as Fragment,
    Identity as Identity,
    bare as bare,
    drawn as drawn,
    identify as identify,
    identify_all as identify_all,
    inchikey_of as inchikey_of,
    parent_inchikey as parent_inchikey,
    skeleton as skeleton,
    with_inchikey as with_inchikey,
)
from .inchikeys import gives_inchikey as gives_inchikey, inchikey_of_molecule as inchikey_of_molecule
from .molecules import (
    MAX_ATOMS_OF_WORK as MAX_ATOMS_OF_WORK,
    ONE_WORD as ONE_WORD,
    Notation as Notation,
    atoms_of as atoms_of,
    bonds_of as bonds_of,
    connections as connections,
    formula_of as formula_of,
    molar_mass as molar_mass,
    parse_structure as parse_structure,
    query_between as query_between,
    query_of as query_of,
)
from .tautomers import as_named as as_named
from .written import is_drawing as is_drawing, is_smiles_like as is_smiles_like, parse_written as parse_written
