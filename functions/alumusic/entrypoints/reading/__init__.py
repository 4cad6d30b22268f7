"""Routes that list, count, chart and export comments."""
