from .cached import (
    READS as READS,
    law_digest as law_digest,
    law_of_seeds as law_of_seeds,
)
from .clocks import (
    NO_DAYS as NO_DAYS,
    WORKING_DAYS as WORKING_DAYS,
    MovementDays as MovementDays,
    away as away,
    contingent_phrases as contingent_phrases,
    counts_from as counts_from,
    is_contingent as is_contingent,
    is_due_before_moving as is_due_before_moving,
    last_day as last_day,
    words as words,
)
from .compiled import (
    CompiledClassRule as CompiledClassRule,
    CompiledConstituent as CompiledConstituent,
    CompiledInstrument as CompiledInstrument,
    CompiledLaw as CompiledLaw,
    CompiledList as CompiledList,
    CompiledMask as CompiledMask,
    CompiledScheduling as CompiledScheduling,
    CompiledSubstance as CompiledSubstance,
    NameTarget as NameTarget,
    NumberTarget as NumberTarget,
    Territory as Territory,
    read_share as read_share,
    share_words as share_words,
)
from .compiling import (
    FamilyMembers as FamilyMembers,
    LawFacts as LawFacts,
    compile_law as compile_law,
    compiled_rule as compiled_rule,
    confirmed_share as confirmed_share,
    legal_order as legal_order,
    sha256_of as sha256_of,
)
from .differences import (
    EVERYTHING as EVERYTHING,
    REREAD as REREAD,
    RULE as RULE,
    SIMILARITY as SIMILARITY,
    LawDifference as LawDifference,
    difference as difference,
)
from .duties import (
    Clock as Clock,
    CompiledDestinations as CompiledDestinations,
    CompiledObligation as CompiledObligation,
    CompiledPlace as CompiledPlace,
)
from .facts import (
    CONFIDENCES as CONFIDENCES,
    ConditionFacts as ConditionFacts,
    ListedPeriod as ListedPeriod,
    SchedulingFacts as SchedulingFacts,
)
from .list_classes import ListClass as ListClass, RankedList as RankedList, ranked_lists as ranked_lists
from .matrices import (
    ITSELF as ITSELF,
    Filters as Filters,
    Matrix as Matrix,
    MatrixCell as MatrixCell,
    MatrixListing as MatrixListing,
    MatrixRow as MatrixRow,
    Spell as Spell,
    Timeline as Timeline,
    Track as Track,
    branches as branches,
    cas_numbers as cas_numbers,
    families as families,
    matrix as matrix,
    timeline as timeline,
)
from .name_search import RANKS as RANKS, find_named as find_named
from .reach import (
    COVERS as COVERS,
    DERIVATIVES as DERIVATIVES,
    STEREO as STEREO,
    beyond as beyond,
    read_reach as read_reach,
)
