"""Files moved so that none is lost: claimed, put away, and found again after a crash."""
