"""The app: pages on this computer, for people to bring cards, check what was read and take it away."""
