"""Opinion groups, as pure functions: votes in, groups, what each stands for and what all share."""
