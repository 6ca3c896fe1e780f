"""HL7 v2: the clinic's scheduling system behind an interface engine, by messages over MLLP."""
