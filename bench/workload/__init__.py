"""Workloads (comments, senders, readers, counters), and the systems that they run against."""
