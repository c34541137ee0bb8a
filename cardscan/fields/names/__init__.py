"""A person's printed name, split into its parts and what stands beside them: nickname and pronouns."""

from cardscan.fields.names.asides import pronouns_in
from cardscan.fields.names.ends import is_household
from cardscan.fields.names.splitting import split_name

__all__ = ["is_household", "pronouns_in", "split_name"]
