"""The pages on this computer, a module each: what is shown, what a person typed, what is done then."""
