"""Counts of days: what they come to, whatever is screened and let go, and who altered one."""
