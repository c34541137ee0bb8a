"""The drop folder: each picture is read once and lies in done, duplicate or failed in the end."""

from cardscan.inbox.board import Board, Row
from cardscan.inbox.happenings import Happening
from cardscan.inbox.looking import event_named
from cardscan.inbox.moving.claims import Claim, Workplace
from cardscan.inbox.places import Folders
from cardscan.inbox.watch import Watch

__all__ = ["Board", "Claim", "Folders", "Happening", "Row", "Watch", "Workplace", "event_named"]
