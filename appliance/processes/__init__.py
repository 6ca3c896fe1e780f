"""The entry points of the appliance's processes: the same under systemd and under `sealdesk up`."""
