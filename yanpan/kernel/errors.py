"""What the rules may answer instead of a result. Codes only; words are put on them at the edge."""


class Refused(Exception):
    """The rules say no. Never a fault of the program, never logged as one.

    code: closed vocabulary, lower_snake, translated by the shell.
    facts: what a person needs to see to know what to do next; never personal data.
    """

    status = 422

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({shown})" if shown else self.code


class Missing(Refused):
    """It does not exist, or not for this actor: the two answers are the same."""

    status = 404

    def __init__(self, what: str = "record") -> None:
        super().__init__("missing", what=what)


class NotPermitted(Refused):
    """It exists and is visible, but this actor has no right to do this."""

    status = 403

    def __init__(self, right: str) -> None:
        super().__init__("not_permitted", right=right)


class Stale(Refused):
    """Somebody else changed it since it was read, or the step was already taken."""

    status = 409

    def __init__(self, code: str = "stale", /, **facts: object) -> None:
        super().__init__(code, **facts)


class TooMany(Refused):
    """A rate or size limit was reached."""

    status = 429
