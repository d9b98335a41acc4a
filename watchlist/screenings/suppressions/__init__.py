"""What two officers lay down of findings to come: suppressions of guesses and signals, determinations on products."""
