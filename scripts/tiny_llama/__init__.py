"""Trains a tiny Llama from scratch on our own templates: a real vLLM is checked with no downloaded weights."""
