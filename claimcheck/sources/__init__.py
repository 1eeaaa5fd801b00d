"""What claims stand on: quotes sought in sources, and sources that are addresses on the web."""
