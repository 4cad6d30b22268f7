"""The shared body of every AluMusic function: domain, services, adapters. `main.py` files wire it."""

import gc
import os

__version__ = "0.1.0"  # pyproject.toml says the same; a bundle has no package metadata to ask

# The framework loads a function in its master and forks the worker that serves. A collector that went through what is
# loaded by then would make the worker copy all of it: 6 to 10 MB an instance.
os.register_at_fork(before=gc.freeze)
