"""The commands for contacts of the book: look them up, put them right, say something of them."""

from cardscan.cli.commands.contacts import delete, duplicates, edit, find, labels, listing, show

COMMANDS = (find, listing, show, edit, labels, delete, duplicates)
"""In the order in which the help shows them."""
