"""Composition roots, one file a function: which classes are put together. Only `main.py` files import it."""
