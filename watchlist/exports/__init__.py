"""Screening records (CONTRACT: coverage, lines, summary) written as text for people and programs."""
