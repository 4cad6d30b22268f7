"""Translates HTTP requests and CloudEvents into calls to services. Only `bootstrap` and the mains import it."""
