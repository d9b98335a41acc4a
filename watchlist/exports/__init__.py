"""Screening records (coverage, lines, summary) written as text for people and programs."""
