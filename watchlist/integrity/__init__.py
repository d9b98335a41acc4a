"""Whether the database is as code, trail and records say: guards and constraints, rows, stored lines, files."""
