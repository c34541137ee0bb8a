"""E-mail addresses, websites and social accounts."""
