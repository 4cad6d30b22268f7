"""The shared body of every AluMusic function: domain, services, adapters. `main.py` files wire it."""
