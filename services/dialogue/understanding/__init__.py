"""Understanding a patient's words: from text and context to typed commands, without a model."""
