"""Work that outlives the request which asked for it: its rows, who holds them, and what becomes of them."""
