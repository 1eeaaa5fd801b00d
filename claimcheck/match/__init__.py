"""What figures are about, and which are about the same thing: about → evidence → Links, judged by one `judge`."""
