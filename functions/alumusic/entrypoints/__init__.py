"""Translates HTTP requests and CloudEvents into calls of services. Only `bootstrap` and the mains import it."""
