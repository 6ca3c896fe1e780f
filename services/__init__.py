"""The services of the appliance: one room each, inner rings know nothing of outer ones (see docs/map.md)."""
