"""What pages show, worked out from documents and the public index."""
