"""The law as held: lists, matrix, horizon, classes, substances."""
