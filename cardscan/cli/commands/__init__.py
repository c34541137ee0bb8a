"""A module a command, or a few: what it takes, in `add_parser`, and what it does."""

COMMANDS = {
    "app": {"app review": "add, check and export cards in the browser"},
    "scan": {"scan": "read pictures of cards and write contacts"},
    "watch": {"watch": "read what is dropped into a folder into the book"},
    "contacts.find": {"find": "look contacts up in the book"},
    "contacts.listing": {"list": "list the book's contacts"},
    "contacts.show": {"show": "show all that is known of a contact"},
    "contacts.edit": {"edit": "put a contact right"},
    "contacts.labels": {
        "tag": "put a tag on contacts",
        "untag": "take a tag off contacts",
        "note": "write a note about contacts",
    },
    "contacts.delete": {"delete": "delete contacts, or bring them back"},
    "contacts.duplicates": {"duplicates": "list and settle contacts that may be one"},
    "daily.due": {"due": "who is to be written to or called today"},
    "daily.doing": {
        "done": "note what you did about a line of `due`, which ends it",
        "log": "note what was done with people, due or not",
    },
    "daily.later": {
        "snooze": "move what is due to a later day",
        "drop": "let go: no follow-up, and they stay in the book",
        "undo": "take back what was done last with a person",
    },
    "daily.giving": {
        "give": "somebody to give something to today",
        "want": "note whom or what a person looks for",
        "keep": "how often to keep in touch with those of a tag",
    },
    "daily.event": {"event": "list events and what they brought; say how long one was, rename it"},
    "daily.results": {
        "stats": "what the last months brought, and what to work on",
        "goal": "what a week, a month or a year is to bring",
    },
    "daily.calendar": {"calendar": "one calendar entry that calls to the day's five minutes"},
    "export": {"export": "write the book's contacts to a file"},
    "push": {
        "push": "send the book's contacts to a CardDAV address book, or follow-ups to a CalDAV task list"
    },
    "book": {"book": "back the book up, check it, bring it back, bring contacts in"},
    "check": {"check": "say where things are, what is installed, and whether reading works"},
    "helping": {"help": "show what there is, or what a command takes"},
    "completion": {"completion": "print what completes commands in bash, zsh or fish"},
}
"""By module, in the order of the help: the names of each of its commands, and what the help says of it.

A module is loaded when one of its commands is asked for.
"""
