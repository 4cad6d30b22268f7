"""Benchmarks. Each prints its figures as text or JSON (`--json`), with a description of the machine."""
