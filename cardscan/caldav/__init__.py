"""Follow-ups to a task list on a CalDAV server (RFC 4791), and what was ticked off or moved there back."""
