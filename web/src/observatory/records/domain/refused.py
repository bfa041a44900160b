"""What a verb answers when it will not."""


class Refused(ValueError):
    """What was asked cannot be done; nothing was written.

    `reasons` are sentences to show to whoever asked.
    """

    def __init__(self, *reasons: str) -> None:
        """Keep the reasons."""
        self.reasons = reasons
        super().__init__(" ".join(reasons))
