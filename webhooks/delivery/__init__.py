"""Delivery: what was accepted is answered, whatever happens to the process in between."""
