from .cas import normalise_cas as normalise_cas, one_slip_away as one_slip_away, written_in as written_in
from .nomenclature import (
    DASH as DASH,
    GREEK_NAMES as GREEK_NAMES,
    LONGEST_NAME as LONGEST_NAME,
    PRIMES as PRIMES,
    STRUCK as STRUCK,
    cation_words as cation_words,
    counterion_words as counterion_words,
    normalise_name as normalise_name,
    peel_counterion as peel_counterion,
)
