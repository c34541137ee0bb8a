"""For other programs: keys, what they may ask for, and the page on which they are let in."""
