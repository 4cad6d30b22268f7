"""Lists, counts, charts and exports comments."""
