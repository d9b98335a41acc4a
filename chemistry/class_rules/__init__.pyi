from .evaluate import RuleMatcher as RuleMatcher
from .gates import Gate as Gate
from .grammar import read_rule as read_rule
from .match import ClassMatch as ClassMatch
from .reference import ReferencePlaces as ReferencePlaces, SitePlace as SitePlace, places as places
from .rule import (
    HYDROGEN as HYDROGEN,
    Alternative as Alternative,
    OpenQuestion as OpenQuestion,
    RuleDefinition as RuleDefinition,
    RulePart as RulePart,
    RuleSite as RuleSite,
)
from .tables import RuleError as RuleError
from .trace import (
    OUTCOMES as OUTCOMES,
    RuleTrace as RuleTrace,
    SiteTrace as SiteTrace,
    UnmetCondition as UnmetCondition,
    by_limbs as by_limbs,
    listed as listed,
)
from .vocabulary import NOTHING as NOTHING, class_words as class_words, classes as classes, named as named
