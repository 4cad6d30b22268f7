"""Checks of what a model wrote against the figures it was given."""
