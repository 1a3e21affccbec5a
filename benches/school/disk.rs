//! What the disk can do, to be seen beside what is saved on it.

use std::{
    fs::{self, File},
    io::{Seek, SeekFrom, Write},
    path::Path,
    time::{Duration, Instant},
};

/// How often each is tried.
const TRIES: usize = 101;

/// The median of an fdatasync after a file grew by a page, and after a page was written over.
pub(crate) fn fdatasync(folder: &Path) -> (Duration, Duration) {
    let mut file = File::create(folder.join("fdatasync")).unwrap();
    let grows = median(|| file.write_all(&[1; 4096]).and_then(|()| file.sync_data()).unwrap());
    let stays = median(|| {
        file.seek(SeekFrom::Start(0)).unwrap();
        file.write_all(&[2; 4096]).and_then(|()| file.sync_data()).unwrap();
    });
    (grows, stays)
}

fn median(mut act: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..TRIES)
        .map(|_| {
            let begun = Instant::now();
            act();
            begun.elapsed()
        })
        .collect();
    times.sort();
    times[TRIES / 2]
}

/// The size of a file in megabytes.
pub(crate) fn size(path: &Path) -> String {
    format!("{:.1} MB", fs::metadata(path).unwrap().len() as f64 / 1_000_000.0)
}
