"""Five minutes a day: who is due, what was done, events, results."""
