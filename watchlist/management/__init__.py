"""The commands of `manage.py`: each translates, and holds no logic."""
