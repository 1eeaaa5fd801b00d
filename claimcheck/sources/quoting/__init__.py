"""How a quote and its source are read and laid side by side; `claimcheck.sources.quotes` is what others ask."""
