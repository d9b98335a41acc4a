"""My desk: what needs its reader now, what waits for a second officer, and search over everything."""
