"""Background work: jobs as rows, the leases by which workers run them, and the schedule."""
