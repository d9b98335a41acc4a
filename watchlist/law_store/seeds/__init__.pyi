from .editions import last_part as last_part, store_edition as store_edition
from .load import load_seeds as load_seeds
