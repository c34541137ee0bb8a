"""Pictures that come through a browser, and what became of them."""
