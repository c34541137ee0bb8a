"""The review page: a small web application on this computer, for people to check what was read."""
