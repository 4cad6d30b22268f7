"""Benchmarks: each prints what it measured, as text or with `--json`, and names the machine it ran on."""
