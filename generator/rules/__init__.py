"""The rules: what the archive can say about a report, one small function for each."""
