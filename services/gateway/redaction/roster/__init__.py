"""The clinic's own patients: their names, birth dates, numbers and addresses are found however they are written."""
