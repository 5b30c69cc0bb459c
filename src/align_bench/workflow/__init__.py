"""The verbs that both front ends call. Knows no terminal."""
