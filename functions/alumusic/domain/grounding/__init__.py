"""Checks of a model's text against the figures in its input."""
