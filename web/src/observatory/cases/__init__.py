"""Cases and articles: what someone learned, told in a fixed plan."""
