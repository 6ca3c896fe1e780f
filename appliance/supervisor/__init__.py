"""Starts the appliance's processes on a machine without systemd, keeps them up, and stops only what it started."""
