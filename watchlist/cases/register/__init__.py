"""The inspector's register: what was stored of each listed substance, by party and period, and what came of it."""
