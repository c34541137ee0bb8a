"""How lines lie on the card: rows, blocks, and statements that run on."""
