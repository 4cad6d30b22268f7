"""Changes of a classification, agreement and erasure."""
