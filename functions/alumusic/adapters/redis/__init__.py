"""What is kept in Redis. Losing it costs money or precision, never a comment."""
