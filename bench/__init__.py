"""Speed and accuracy of claimcheck, measured beside a peer on the same sentences: `make bench`."""
