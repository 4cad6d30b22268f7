"""The evaluation of answers to questions in plain language."""
