"""Files and single goods screened, stored answers, look-backs."""
