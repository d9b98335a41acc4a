"""Notifications of what waits for people: derived from stored rows, made once, sent by jobs."""
