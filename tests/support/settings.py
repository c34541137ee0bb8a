"""The settings that tests read with."""

import os

from cardscan.settings import Settings


def frugal_settings() -> Settings:
    """Return settings for one thread, with the models that all tests share."""
    return Settings(cache_dir=os.environ["CARDSCAN_CACHE_DIR"], threads=1)
