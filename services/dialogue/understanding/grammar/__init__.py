"""The grammar of time: categories of words in, intervals out."""
