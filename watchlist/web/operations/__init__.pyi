from .jobs import progress_cell as progress_cell, state_chip as state_chip
