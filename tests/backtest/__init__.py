"""`make backtest`: would what was listed have been raised before it was? Measured on our own scheduling history."""
