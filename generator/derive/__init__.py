"""What follows from the archive: its catalogue, histories and paragraphs. Writes nothing back."""
