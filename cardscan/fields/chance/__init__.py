"""The chance that a proposal is right: its evidence, weighed."""
