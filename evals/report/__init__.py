"""The report of an evaluation: its figures, and their rendering as text and as an HTML page."""
