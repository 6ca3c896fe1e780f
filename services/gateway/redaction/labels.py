"""What kinds of identifier are found: 45 CFR 164.514(b)(2)(i), (A) to (R)."""

from enum import StrEnum


class Label(StrEnum):
    """An identifier's kind; the value is what a placeholder and a report show.

    The letter after each is that of 45 CFR 164.514(b)(2)(i).
    """

    __hash__ = str.__hash__  # an enumeration's own is a call of Python's, and labels are looked up for every find

    NAME = "NAME"
    """(A) Names of patients, relatives, employers, household members."""
    ADDRESS = "ADDRESS"
    """(B) Street addresses and postal codes."""
    PLACE = "PLACE"
    """(B) Cities, counties, precincts: geography smaller than a State."""
    DATE = "DATE"
    """(C) Elements of dates, except the year, that relate to a person."""
    DOB = "DOB"
    """(C) A birth date."""
    AGE = "AGE"
    """(C) Ages over 89."""
    PHONE = "PHONE"
    """(D) Telephone numbers."""
    FAX = "FAX"
    """(E) Fax numbers."""
    EMAIL = "EMAIL"
    """(F) E-mail addresses."""
    SSN = "SSN"
    """(G) Social security numbers."""
    MRN = "MRN"
    """(H) Medical record numbers."""
    HEALTH_PLAN = "HEALTH_PLAN"
    """(I) Health plan beneficiary numbers."""
    ACCOUNT = "ACCOUNT"
    """(J) Account numbers, payment cards, IBAN."""
    LICENSE = "LICENSE"
    """(K) Certificate and licence numbers."""
    VEHICLE = "VEHICLE"
    """(L) Vehicle identifiers and licence plates."""
    DEVICE = "DEVICE"
    """(M) Device identifiers and serial numbers."""
    URL = "URL"
    """(N) Web addresses."""
    IP = "IP"
    """(O) Internet and hardware addresses."""
    BIOMETRIC = "BIOMETRIC"
    """(P) Biometric identifiers, voice prints included."""
    PHOTO = "PHOTO"
    """(Q) Full-face photographs and files that hold one."""
    ID = "ID"
    """(R) Any other unique number, characteristic or code."""
