"""Evaluation of the answers to questions in plain language."""
