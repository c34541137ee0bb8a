"""A server's address books and task lists (WebDAV, RFC 4918): the one part that goes online."""
