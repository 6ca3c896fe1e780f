"""The machine: settings, wiring, the `sealdesk` command, doctor and the demo clinic."""
