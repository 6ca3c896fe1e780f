"""The control catalogue: what HIPAA asks for, who can prove it, and how."""
