"""Folding, masking and Portuguese wording. Knows nothing of comments."""
