"""The knowledge base as a book that a lawyer reads and signs off."""
