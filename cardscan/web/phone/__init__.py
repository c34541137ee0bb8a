"""The page on a phone: who is let in, and the photos that come from there."""
