"""Who calls, what that token may do, and what was answered to a call that may be sent twice."""
