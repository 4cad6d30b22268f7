"""Folding, masking and Portuguese wording of texts."""
