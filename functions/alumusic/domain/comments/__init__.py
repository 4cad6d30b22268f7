"""A comment from intake to classification."""
