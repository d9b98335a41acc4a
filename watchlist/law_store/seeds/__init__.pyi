from .editions import last_part as last_part
from .load import load_seeds as load_seeds
