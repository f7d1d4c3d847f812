//! Waiting for another connection's lock: how long, and how often it is asked for.

use std::hash::{BuildHasher, RandomState};
use std::thread;
use std::time::{Duration, Instant};

/// What a connection does while another holds the lock that it needs.
///
/// SQLite's own way is to ask more and more seldom, ten times a second in the end: who has waited long is then the last to find the moment
/// between two transactions of a busy writer, and gives up. Here the lock is asked for the more often the longer it was waited for.
#[derive(Debug)]
pub(super) struct Wait {
    limit: Duration,
    start: Instant,
    chance: u32,
}

impl Wait {
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            limit,
            start: Instant::now(),
            // Connections that begin to wait together don't go on together.
            chance: RandomState::new().hash_one(limit) as u32 | 1,
        }
    }

    /// Waits a little, if that is still to be done: called after the lock was asked for so many times.
    pub(super) fn again(&mut self, times: i32) -> bool {
        if times == 0 {
            self.start = Instant::now();
        }
        let waited = self.start.elapsed();
        let Some(left) = self
            .limit
            .checked_sub(waited)
            .filter(|left| !left.is_zero())
        else {
            return false;
        };
        thread::sleep(self.pause(times, waited).min(left));
        true
    }

    /// Most transactions are short, so that the first pauses are, too.
    fn pause(&mut self, times: i32, waited: Duration) -> Duration {
        let longest = match waited.saturating_mul(10) {
            waited if waited < self.limit => 2_000,
            waited if waited < self.limit.saturating_mul(3) => 1_000,
            _ => 300,
        };
        let micros = u32::try_from(times).map_or(longest, |times| longest.min(100 << times.min(8)));
        // Between a half and the whole.
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 17;
        self.chance ^= self.chance << 5;
        Duration::from_micros(u64::from(micros / 2 + self.chance % (micros / 2)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(5);

    #[test]
    fn pauses_are_short_at_first_and_again_when_the_wait_gets_long() {
        let mut wait = Wait::new(LIMIT);
        let mut longest = |times, waited| {
            let pauses = (0..1000).map(|_| wait.pause(times, Duration::from_millis(waited)));
            pauses.max().map_or(0, |pause| pause.as_micros())
        };
        assert!(longest(0, 0) <= 100);
        assert!(longest(3, 2) <= 800);
        assert!((1_500..=2_000).contains(&longest(100, 300)));
        assert!((750..=1_000).contains(&longest(500, 1_000)));
        assert!(longest(5_000, 4_000) <= 300);
        assert!(longest(i32::MAX, 4_999) <= 300);
    }

    #[test]
    fn two_connections_pause_differently() {
        let pauses =
            |mut wait: Wait| -> Vec<_> { (0..20).map(|_| wait.pause(9, Duration::ZERO)).collect() };
        assert_ne!(pauses(Wait::new(LIMIT)), pauses(Wait::new(LIMIT)));
    }

    #[test]
    fn it_gives_up_at_the_limit_and_begins_anew_the_next_time() {
        let mut wait = Wait::new(Duration::from_millis(2));
        for _ in 0..2 {
            let mut times = 0;
            while wait.again(times) {
                times += 1;
            }
            assert!(times > 0);
        }
        assert!(!Wait::new(Duration::ZERO).again(0));
    }
}
