"""The checks a knowledge base must pass before anybody is answered from it."""
