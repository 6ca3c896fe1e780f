"""Geography smaller than a State: addresses, postal codes, cities and counties: 45 CFR 164.514(b)(2)(i)(B)."""
