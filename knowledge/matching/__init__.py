"""How a question finds its answer: a library part that knows nothing of channels, tables, files or law."""
