"""Programs the tests talk to: real helpdesks, mocks of their published interfaces, a fake."""
