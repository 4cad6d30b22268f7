"""The shared body of every AluMusic function: domain, services, adapters. `main.py` files wire it."""

__version__ = "0.1.0"  # pyproject.toml says the same; a bundle has no package metadata to ask
