"""How the committed background and its calibrations are made: `python -m tests.background`."""
