"""The command line: `netral …`, one module per room."""
