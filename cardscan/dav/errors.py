"""What can go wrong between this computer and a server."""

from cardscan.errors import OutputError


class ServerError(OutputError):
    """The server cannot be used as asked; nothing more can be sent."""


class UnreachableError(ServerError):
    """The server does not answer, or has no time; it may work later."""


class RefusedError(ServerError):
    """The server answered this one request with a refusal; others may do."""

    def __init__(self, message: str, hint: str = "", status: int = 0) -> None:
        super().__init__(message, hint)
        self.status = status
