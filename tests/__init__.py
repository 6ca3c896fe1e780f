"""Sealdesk's tests."""
