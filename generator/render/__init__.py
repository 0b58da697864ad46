"""From the model and what is derived from it to Markdown pages."""
