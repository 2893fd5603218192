"""What we say: turns a message into a reply. Knows nothing of HTTP, of platforms or of who is asking."""
