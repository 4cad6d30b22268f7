"""What a benchmark sends and reads, and the systems it can run against."""
