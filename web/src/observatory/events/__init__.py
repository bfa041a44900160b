"""Events with their programme, and training."""
