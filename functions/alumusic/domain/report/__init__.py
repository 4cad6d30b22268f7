"""From counters to the published snapshot."""
