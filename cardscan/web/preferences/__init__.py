"""What people choose on a page: shown, checked, and kept in the settings file."""
