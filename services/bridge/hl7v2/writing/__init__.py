"""What we send: requests to the filler (SRM), or our own notifications (SIU), strictly by the standard."""
