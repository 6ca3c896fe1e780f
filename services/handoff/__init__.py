"""People in the loop: the cases that reach a person, with everything needed to finish them."""
