"""Measuring instruments: the machine, processes, Firestore calls on the wire, cost per comment."""
