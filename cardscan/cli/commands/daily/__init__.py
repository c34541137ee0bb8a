"""Five minutes a day: who is due, what was done, events, results."""

from cardscan.cli.commands.daily import calendar, doing, due, event, giving, later, results

COMMANDS = (due, doing, later, giving, event, results, calendar)
"""In the order in which the help shows them."""
