"""The archive as data: the static JSON and CSV files below ``api/v1/``, which the comparison reads too."""
