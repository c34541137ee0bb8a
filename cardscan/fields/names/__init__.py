"""A person's printed name, split into prefix, given, additional and family names, suffix and what stands beside."""

from cardscan.fields.names.asides import pronouns_in
from cardscan.fields.names.splitting import split_name

__all__ = ["pronouns_in", "split_name"]
