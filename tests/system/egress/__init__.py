"""The door in network namespaces: a world made for the test, a service without a network, and the door between them."""
