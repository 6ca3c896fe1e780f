"""The hand-off to a payment: fee records, the clinic's own payment page, and Stripe Checkout without any PHI."""
