"""What is learned of cards that touch; each module writes the weights of its like in cards/touching."""
