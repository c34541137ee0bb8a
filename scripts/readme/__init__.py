"""What the documentation shows: its pictures, and the map of the program."""
