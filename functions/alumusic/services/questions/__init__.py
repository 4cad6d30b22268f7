"""Answers questions from counters and comments."""
