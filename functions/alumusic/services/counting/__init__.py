"""Recounts the stored comments."""
