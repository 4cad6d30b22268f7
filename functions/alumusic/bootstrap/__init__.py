"""Composition roots, one module per function: they build the use cases with their adapters. For `main.py` only."""

import gc
import os

# The framework loads a function in a master process and forks the worker that serves. A garbage collection in the
# worker would touch, and so copy, every page loaded before the fork: 6 to 10 MB per instance. Freezing those objects
# in the worker's first request would be too late.
os.register_at_fork(before=gc.freeze)
