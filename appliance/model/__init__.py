"""The model server as a part of the appliance: vLLM's command line, its units, its checks, its measurement."""
