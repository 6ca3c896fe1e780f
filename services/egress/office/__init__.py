"""The office of the egress process: other processes give it typed errands, and it alone speaks to the carriers."""
