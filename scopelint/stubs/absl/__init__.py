"""`absl`: flags and app are stubs, logging names nothing."""
