"""The commands: each runs one stage, prints what came of it and returns the exit status."""
