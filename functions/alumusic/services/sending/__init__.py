"""From a request to an announced and published batch."""
