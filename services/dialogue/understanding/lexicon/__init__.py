"""The word lists of both languages, by subject; grammar and decisions know only their categories."""
