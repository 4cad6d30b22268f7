"""Routes of questions in plain language."""
