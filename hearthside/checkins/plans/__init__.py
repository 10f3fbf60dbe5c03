"""The person's own check-in plan: times, voices, words, absences and the steps they agree to."""
