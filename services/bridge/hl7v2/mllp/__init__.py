"""MLLP, the frames that carry HL7 v2 over TCP (HL7 "Transport Specification: MLLP, Release 1")."""
