"""The goal page, the wellness plan and advance wishes: the person's own."""
