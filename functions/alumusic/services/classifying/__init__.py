"""From a batch message to stored classifications."""
