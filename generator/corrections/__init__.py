"""Corrections: made in place, asked for in an issue, and held to the log in every change."""
