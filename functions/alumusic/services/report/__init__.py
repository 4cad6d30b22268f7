"""Publishes the report."""
