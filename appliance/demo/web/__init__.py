"""What the demo's own pages share: templates, static files, security headers and live updates."""
