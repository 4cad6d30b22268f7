"""The port to a model that writes text."""
