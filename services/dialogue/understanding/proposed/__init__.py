"""What a language model proposes: how it is asked, what it may answer, and what code makes of the answer."""
