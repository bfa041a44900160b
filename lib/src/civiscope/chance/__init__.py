"""What stands for chance, and what chance would give: for whoever counts or draws."""
