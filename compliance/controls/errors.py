"""What can be wrong with the control catalogue.

CatalogueError
"""

from services.kernel.errors import SealdeskError


class CatalogueError(SealdeskError):
    """The catalogue says something impossible; every problem names its file and line."""

    code = "wrong_catalogue"

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The control catalogue is not right.\n" + "\n".join(problems), "Mend these lines.")
