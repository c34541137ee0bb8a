"""What proves or disproves what a block is, beside the weights that the CRF has learnt."""
