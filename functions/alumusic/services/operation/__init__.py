"""Operational figures."""
