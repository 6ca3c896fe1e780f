"""Durable execution: DBOS behind `services.kernel.steps`, every payload sealed, nothing sent anywhere."""
