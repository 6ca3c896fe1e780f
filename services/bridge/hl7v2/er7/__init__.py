"""ER7, the vertical-bar encoding of HL7 v2 (HL7 v2.8.2 chapter 2): read and written without losing a byte."""
