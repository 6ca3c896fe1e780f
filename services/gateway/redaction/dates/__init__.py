"""Dates, birth dates and ages over 89: 45 CFR 164.514(b)(2)(i)(C)."""
