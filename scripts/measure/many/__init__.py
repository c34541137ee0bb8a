"""What many processes and many computers bring."""
