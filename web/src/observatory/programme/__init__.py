"""The observatory itself: objectives, poles, team, partners, work programme."""
