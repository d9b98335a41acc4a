"""The substances that lists are about, and searches by structure."""
