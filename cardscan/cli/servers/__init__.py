"""What serves while `cardscan app` runs: the pages, the drop folder, phones, other programs."""
