"""Filters, plans and cursors of comment lists. Knows no store."""
