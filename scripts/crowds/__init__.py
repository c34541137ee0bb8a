"""Many cards in one picture: flat cards drawn once, laid close together on all kinds of ground."""
