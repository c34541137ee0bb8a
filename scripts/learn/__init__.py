"""What is learned: vocabularies, weights, icons and calibration, and the examples for them."""
