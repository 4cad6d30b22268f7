"""Caches and counters in Redis. Losing them costs money or precision, never a comment."""
