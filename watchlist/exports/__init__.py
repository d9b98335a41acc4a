"""Answers as pages, and what the service holds beside them, as files: the law, authorisations, look-backs."""
