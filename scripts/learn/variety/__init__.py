"""How invented cards are made as odd as real ones."""
