//! A word of what goes on, where it takes over a second. In: the word. Out: one line on a terminal's standard error,
//! which is gone when the work is done.

use std::io::{self, Write as _};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// The line; dropping it ends it.
#[derive(Debug)]
pub(super) struct Waiting {
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Waiting {
    /// Says `what` after a second, and then every second for how long; says nothing where `is_on` is false.
    pub(super) fn new(what: &'static str, is_on: bool) -> Self {
        let thread = is_on.then(|| {
            let (sender, receiver) = channel();
            let thread = std::thread::spawn(move || {
                // Counted by the second that each wait takes: nothing but fetching knows a clock.
                let mut seconds = 0_u32;
                while let Err(RecvTimeoutError::Timeout) =
                    receiver.recv_timeout(Duration::from_secs(1))
                {
                    seconds += 1;
                    let mut out = io::stderr();
                    let _ = write!(out, "\r{what} … {seconds} s");
                    let _ = out.flush();
                }
                if seconds > 0 {
                    // Carriage return, and erase to the end of the line.
                    let _ = write!(io::stderr(), "\r\u{1b}[K");
                }
            });
            (sender, thread)
        });
        Self { thread }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.thread.take() {
            let _ = sender.send(());
            let _ = thread.join();
        }
    }
}
