"""The contacts on the page."""
