from .records import DIGITS as DIGITS, SIMILARITY as SIMILARITY
from .structure_queries import StructureSearchQuery as StructureSearchQuery, as_problems as as_problems
