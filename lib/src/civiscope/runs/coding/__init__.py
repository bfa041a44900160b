"""Codes given to all answers, samples for people to code, and the shares that follow."""
