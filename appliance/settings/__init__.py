"""The appliance's settings: one file, `appliance.yaml`, read once at start and never changed afterwards."""
