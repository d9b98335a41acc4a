"""The chunks of a long file: some lines each, answered once each by whichever worker is free, and joined at the end."""
