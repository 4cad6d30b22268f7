"""The public report over HTTP."""
