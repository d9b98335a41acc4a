"""Running totals of parties: what they come to, what a call costs, and who altered one."""
