"""One hierarchy of keys: what the machine seals wraps every key that the appliance keeps data with."""
