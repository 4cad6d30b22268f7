"""Measures the classifier end to end: sample, target, scorer, metric. Imports the package and `local`, never back."""
