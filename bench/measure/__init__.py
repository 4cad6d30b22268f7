"""What a benchmark measures with: the machine, processes, calls on the wire, cost."""
