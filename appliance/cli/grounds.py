"""The ground of a disclosure as it is typed at the command line."""

from services.disclosures.errors import WrongDisclosure
from services.disclosures.ground import Ground, ground_named
from services.reports.asked import Given


def ground_of(text: str) -> Ground:
    """Return the ground of that name.

    Raises:
        WrongDisclosure: there is none.
    """
    found = ground_named(text.strip())
    if found is None:
        raise WrongDisclosure("There is no such ground.", f"Give one of: {', '.join(Ground)}.")
    return found


def given_of(ground: str, recipient: str, address: str, description: str, statement: str) -> Given:
    """Return to whom an export goes.

    Raises:
        WrongDisclosure: there is no such ground.
    """
    words = (" ".join(each.split()) for each in (recipient, address, description, statement))
    return Given(ground_of(ground), *words)
