"""Evaluation of the classifier, end to end: sample, target, scorer, metric. The package never imports it."""
