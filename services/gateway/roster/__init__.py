"""Keeps the roster of patients up to date: lists from a bridge or a file, and changes as they happen."""
