"""What we know: curated answers, the register behind them, how a question finds one. Nothing of HTTP or the bot."""
