"""Finding protected health information in text and replacing it: layers over one normalised shadow text."""
