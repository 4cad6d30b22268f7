"""Counters: cells, shards and weeks. Pure arithmetic, no store."""
