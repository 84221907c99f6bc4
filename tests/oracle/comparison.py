"""Collects what was compared and says what failed."""

TOLERANCE = 1e-4


class Report:
    """Rows of (what, measured, allowed); scale is the global gradient norm, the floor that differences are held against."""

    def __init__(self, gradient_norm):
        self.gradient_norm = gradient_norm
        self.rows = []

    def compare(self, what, theirs, ours):
        """The relative distance ‖theirs − ours‖ / max(‖ours‖, 1e-5 · global gradient norm), at most 1e-4."""
        distance = (theirs.double() - ours.double()).norm().item()
        self.add(what, distance / max(ours.double().norm().item(), 1e-5 * self.gradient_norm), TOLERANCE)

    def add(self, what, measured, allowed):
        self.rows.append((what, measured, allowed))

    def require(self, what, holds):
        """A fact that is true or not."""
        self.add(what, 0.0 if holds else float("inf"), 0.0)

    def failures(self):
        # Written so that a NaN fails
        return [row for row in self.rows if not row[1] <= row[2]]

    def print(self):
        width = max(len(what) for what, _, _ in self.rows)
        for what, measured, allowed in self.rows:
            verdict = "ok" if measured <= allowed else "FAILED"
            print(f"{what:<{width}}  {measured:9.2e}  {allowed:8.1e}  {verdict}")
        print(f"{len(self.rows)} comparisons, {len(self.failures())} failed")
