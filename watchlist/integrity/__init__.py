"""Whether the database is as the code made it: tables, constraints and guards, compared with what migrations make."""
