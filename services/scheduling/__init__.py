"""The core: appointments, slots, policy, the change protocol, and the ports that adapters implement."""
