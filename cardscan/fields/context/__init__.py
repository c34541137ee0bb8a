"""What a text is, told by its words and its neighbours: a linear-chain CRF over the card's blocks."""
