"""A real vLLM in the checks: `make vllm`."""
