"""Routes of batch progress and operational figures."""
