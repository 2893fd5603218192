"""How it gets in and out: every URL and every command line. Knows nothing of law or of matching."""
