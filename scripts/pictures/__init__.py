"""Invented cards drawn, photographed and put together as sample pictures."""
