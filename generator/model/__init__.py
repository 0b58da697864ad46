"""What a report is: cells, forms, reports, bodies and regions. Knows nothing of files."""
