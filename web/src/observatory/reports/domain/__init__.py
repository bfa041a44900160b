"""What a report says, how it is written, frozen, compared and checked."""
