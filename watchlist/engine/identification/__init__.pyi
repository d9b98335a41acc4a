from .codes import (
    CODES as CODES,
    Codes as Codes,
    codes_in as codes_in,
    codes_in_name as codes_in_name,
    generic_codes as generic_codes,
)
from .conflicts import CONFLICT_MEANINGS as CONFLICT_MEANINGS, CONFLICTS as CONFLICTS
from .dictionary import (
    Dictionary as Dictionary,
    DictionaryEntry as DictionaryEntry,
    build_dictionary as build_dictionary,
    dictionary_path as dictionary_path,
    is_whole as is_whole,
    records_in_package as records_in_package,
)
from .records import (
    FieldConflict as FieldConflict,
    FieldResolution as FieldResolution,
    ItemResolution as ItemResolution,
    StrippedWords as StrippedWords,
)
from .resolver import (
    STILL_THE_SUBSTANCE as STILL_THE_SUBSTANCE,
    Resolver as Resolver,
    draws_structure as draws_structure,
    resolver_of as resolver_of,
    shared_dictionary as shared_dictionary,
)
from .structures import Examiner as Examiner, examine_dictionary as examine_dictionary, is_examined as is_examined
from .systematic_names import nomenclature as nomenclature
from .wordings import readings as readings, visible as visible
