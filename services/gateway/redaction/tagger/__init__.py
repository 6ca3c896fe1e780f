"""The small trained tagger: finds what rules and word lists do not know."""
