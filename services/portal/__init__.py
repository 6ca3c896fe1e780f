"""The patient's chat page: server-rendered, one ES module, works without JavaScript."""
