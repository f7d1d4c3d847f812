//! The checksum of what a workload read or wrote: cheap, and the same for all libraries.

/// A checksum of rows. What is added in another order gives the same sum, except by [`ordered`](Self::ordered).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum(u64);

impl Sum {
    /// Of nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a number.
    #[inline]
    pub fn add(&mut self, number: i64) {
        self.0 = self.0.wrapping_add(number.cast_unsigned());
    }

    /// Adds a row, given by its numbers and the texts that belong to it.
    #[inline]
    pub fn row(&mut self, numbers: &[i64], texts: &[&str]) {
        let mut row = 17_u64;
        for number in numbers {
            row = row.wrapping_mul(31).wrapping_add(number.cast_unsigned());
        }
        for text in texts {
            row = row.wrapping_mul(31).wrapping_add(text_sum(text));
        }
        self.0 = self.0.wrapping_add(row);
    }

    /// Adds a related row under the key of its owner, so that rows under other owners give other sums.
    #[inline]
    pub fn related(&mut self, owner: i64, numbers: &[i64], texts: &[&str]) {
        let mut row = Self::new();
        row.row(numbers, texts);
        self.0 = self
            .0
            .wrapping_add(row.0.wrapping_mul(owner.cast_unsigned() | 1));
    }

    /// Adds a row whose place among the others counts.
    #[inline]
    pub fn ordered(&mut self, numbers: &[i64], texts: &[&str]) {
        self.0 = self.0.wrapping_mul(3);
        self.row(numbers, texts);
    }

    /// The sum.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }
}

/// The length and the ends of a text.
#[inline]
fn text_sum(text: &str) -> u64 {
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) => {
            (bytes.len() as u64) << 16 | u64::from(*first) << 8 | u64::from(*last)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    fn sum(fill: impl FnOnce(&mut Sum)) -> u64 {
        let mut sum = Sum::new();
        fill(&mut sum);
        sum.get()
    }

    #[test]
    fn rows_in_another_order_give_the_same_sum() {
        let rows: [(&[i64], &[&str]); 2] = [(&[1, 7], &["ann"]), (&[2], &["bob", ""])];
        let there = sum(|sum| rows.iter().for_each(|(n, t)| sum.row(n, t)));
        let back = sum(|sum| rows.iter().rev().for_each(|(n, t)| sum.row(n, t)));
        assert_eq!(there, back);
    }

    #[test]
    fn ordered_rows_in_another_order_give_another_sum() {
        let there = sum(|sum| (1..3).for_each(|n| sum.ordered(&[n], &[])));
        let back = sum(|sum| (1..3).rev().for_each(|n| sum.ordered(&[n], &[])));
        assert_ne!(there, back);
    }

    #[test]
    fn a_related_row_under_another_owner_gives_another_sum() {
        let right = sum(|sum| {
            sum.related(1, &[10], &["a"]);
            sum.related(2, &[20], &["b"]);
        });
        let exchanged = sum(|sum| {
            sum.related(2, &[10], &["a"]);
            sum.related(1, &[20], &["b"]);
        });
        assert_ne!(right, exchanged);
    }

    #[test]
    fn a_text_that_is_cut_gives_another_sum() {
        assert_ne!(
            sum(|sum| sum.row(&[1], &["John"])),
            sum(|sum| sum.row(&[1], &["Joh"]))
        );
    }
}
