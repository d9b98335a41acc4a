from .answers import DIGITS as DIGITS
from .records import SIMILARITY as SIMILARITY
from .structure_queries import StructureSearchQuery as StructureSearchQuery, as_problems as as_problems
