"""Composition roots, one file a function: which classes are put together. Only `main.py` files import it."""

import gc
import os

# The framework loads a function in its master and forks the worker that serves. A collector that went through what is
# loaded by then would make the worker copy all of it: 6 to 10 MB an instance. The worker's first request is too late.
os.register_at_fork(before=gc.freeze)
