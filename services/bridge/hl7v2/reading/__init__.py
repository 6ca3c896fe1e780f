"""What messages say: SIU to an appointment, ADT to a patient; doubts are said, and nothing is guessed."""
