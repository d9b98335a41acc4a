"""The command `precursor-watchlist`: the engine at a keyboard, without a service. What it shares with `manage.py`."""
