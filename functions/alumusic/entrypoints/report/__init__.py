"""The public report over HTTP, and its publication."""
