"""What is stored is let go when every period for which law has it kept is over, and nobody holds it."""
