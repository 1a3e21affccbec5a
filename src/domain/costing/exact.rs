//! An amount before it is rounded: a fraction of pence.

use super::Pence;

/// So many pence, over so many. What is below is never 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Exact(i128, i128);

impl Exact {
    pub(super) fn new(pence: i128, over: i128) -> Self {
        Self(pence, over.max(1))
    }

    pub(super) fn times(self, n: i128) -> Self {
        Self(self.0 * n, self.1)
    }

    pub(super) fn shared_by(self, n: u32) -> Self {
        Self(self.0, self.1 * i128::from(n.max(1)))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    /// Half a penny and more is a penny.
    pub(super) fn rounded(self) -> Pence {
        let halves = 2 * self.0 + self.1;
        Pence(i64::try_from(halves.div_euclid(2 * self.1)).unwrap_or(i64::MAX))
    }
}
