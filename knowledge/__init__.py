"""What we know: the curated answers, the register behind them, and how a question finds one. Knows nothing of HTTP or of the bot."""
