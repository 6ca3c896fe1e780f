"""Sealdesk."""
