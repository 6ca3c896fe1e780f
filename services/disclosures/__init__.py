"""Disclosures that a patient may ask to be told of, and the accounting of them (45 CFR 164.528)."""
