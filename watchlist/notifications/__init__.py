"""Telling people what waits for them: derived from rows that stand, told once, sent by jobs."""
