"""claimcheck finds the figures in a text that cannot both be true."""

__version__ = "0.1.0"
