//! One workload at its open database, round by round.

use std::path::PathBuf;
use std::time::Instant;

use crate::{Input, Library, Place, Result, Work, Workload, fixture};

/// A workload at its open database.
pub struct Session<L> {
    library: L,
    work: Work<L>,
    workload: &'static Workload,
    round: i64,
    file: PathBuf,
}

/// What a round took, and the checksum of what it did.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    pub nanoseconds: u128,
    pub checksum: u64,
}

impl<L: Library> Session<L> {
    /// Opens the data; `None` when the library can't do the workload.
    pub fn open(workload: &'static Workload, place: Place) -> Result<Option<Self>> {
        let Some(work) = L::work(workload.name) else {
            return Ok(None);
        };
        let name = format!("{}-{}-{}.db", L::NAME, workload.name, std::process::id());
        let folder = fixture::folder();
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(name);
        Ok(Some(Self {
            library: fixture::open(&workload.data, place, &file)?,
            work,
            workload,
            round: 0,
            file,
        }))
    }

    /// Does the workload so many times and undoes nothing, for counting instructions. The input of
    /// `most` rounds is made, however many are run, so that making it is not counted.
    pub fn run(&mut self, times: usize, most: i64) -> Result<()> {
        let inputs: Vec<Input> = (0..most)
            .map(|round| Input::new(round, self.workload.input_users))
            .collect();
        for input in inputs.iter().take(times) {
            std::hint::black_box((self.work)(&mut self.library, input)?);
        }
        Ok(())
    }

    /// Does the workload once more, measured, as if it were the first time.
    pub fn round(&mut self) -> Result<Round> {
        let input = Input::new(self.round, self.workload.input_users);
        if let Some(writes) = self.workload.writes.filter(|_| self.round > 0) {
            self.library.execute(writes.reset)?;
        }
        let start = Instant::now();
        let sum = std::hint::black_box((self.work)(&mut self.library, &input)?);
        let nanoseconds = start.elapsed().as_nanos();
        self.round += 1;
        let mut checksum = sum;
        if let Some(writes) = self.workload.writes {
            let written = self.library.number(writes.check)?;
            checksum = checksum
                .wrapping_mul(31)
                .wrapping_add(written.cast_unsigned());
        }
        Ok(Round {
            nanoseconds,
            checksum,
        })
    }
}

impl<L> Drop for Session<L> {
    fn drop(&mut self) {
        // Those that are not there need no removal.
        for end in ["", "-wal", "-shm"] {
            let mut file = self.file.clone().into_os_string();
            file.push(end);
            let _ = std::fs::remove_file(file);
        }
    }
}
