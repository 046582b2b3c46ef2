//! Runs the roots, several at a time, each in a process with limits.
//!
//! In: [`Root`]s. Out: an [`Outcome`] for each, in the same order, whatever happens to the others.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::CHILD;
use super::child::{FIGURES, Figures};
use super::outcome::{Outcome, Status};
use super::processes::peak_kib;
use super::roots::Root;
use crate::files;

/// How often a process is looked at.
const PAUSE: Duration = Duration::from_millis(5);
/// How much of the last words of a process that died is kept.
const LAST_WORDS: usize = 600;

/// What a run may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Processes at a time.
    pub(crate) jobs: usize,
    /// For one root.
    pub(crate) time: Duration,
    /// For one root.
    pub(crate) memory_kib: u64,
    /// Whether samples are written as well.
    pub(crate) samples: bool,
    /// Whether the types of each namespace stand in a module of their own.
    pub(crate) by_namespace: bool,
}

/// One job for each processor.
pub(crate) fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Runs all roots; `folder` is emptied first and then holds one folder for each.
pub(crate) fn run_all(
    roots: &[Root],
    folder: &Path,
    limits: &Limits,
) -> Result<Vec<Outcome>, String> {
    files::remove(folder)?;
    let program =
        std::env::current_exe().map_err(|it| format!("this program is not found: {it}"))?;
    let outcomes = each(roots.len(), limits.jobs, |index| {
        let out = folder.join(format!("{index:04}"));
        run_one(&program, &roots[index], out, limits)
    });
    outcomes.into_iter().collect()
}

/// What `job` gives for each number below `n`, in order; on `jobs` threads.
pub(crate) fn each<T: Send>(n: usize, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let own = numbers.take_while(|index| *index < n);
        own.map(|index| (index, job(index))).collect::<Vec<_>>()
    };
    let mut done = Vec::with_capacity(n);
    std::thread::scope(|scope| {
        let threads = (0..jobs.clamp(1, n.max(1))).map(|_| scope.spawn(work));
        for thread in threads.collect::<Vec<_>>() {
            let own = thread.join();
            done.extend(own.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, value)| value).collect()
}

fn run_one(program: &Path, root: &Root, out: PathBuf, limits: &Limits) -> Result<Outcome, String> {
    let explain = |it: std::io::Error| format!("{}: {it}", root.path);
    files::make(&out)?;
    let words = out.join("stderr.txt");
    let started = Instant::now();
    let mut process = Command::new(program)
        .arg(CHILD)
        .args(limits.samples.then_some("--samples"))
        .args(limits.by_namespace.then_some("--by-namespace"))
        .args([&root.capture, Path::new(&root.file), &out])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(&words).map_err(explain)?)
        .spawn()
        .map_err(explain)?;
    let (ended, peak) = watch(&mut process, started, limits).map_err(explain)?;
    let figures = std::fs::read_to_string(out.join(FIGURES)).ok();
    let figures: Option<Figures> = figures.and_then(|it| serde_json::from_str(&it).ok());
    let status = match (ended, &figures) {
        (Ended::Hung, _) => Status::Hung,
        (Ended::TooLarge, _) => Status::TooLarge,
        (Ended::Itself(status), Some(figures)) if status.success() => match figures.generated {
            true => Status::Generated,
            false => Status::Failed,
        },
        (Ended::Itself(status), _) => Status::Crashed(format!("{status}: {}", last_words(&words))),
    };
    let mut figures = figures.unwrap_or_default();
    if figures.seconds == 0.0 {
        figures.seconds = started.elapsed().as_secs_f64();
    }
    figures.peak_kib = figures.peak_kib.max(peak);
    Ok(Outcome {
        path: root.path.clone(),
        status,
        out,
        figures,
        compiler: Vec::new(),
        compiled_trips: None,
        validated: None,
    })
}

enum Ended {
    Itself(ExitStatus),
    Hung,
    TooLarge,
}

/// Waits for the end of `process`, or ends it where it passes a limit.
fn watch(process: &mut Child, started: Instant, limits: &Limits) -> std::io::Result<(Ended, u64)> {
    let mut peak = 0;
    loop {
        if let Some(status) = process.try_wait()? {
            return Ok((Ended::Itself(status), peak));
        }
        peak = peak.max(peak_kib(process.id()).unwrap_or(0));
        let passed = if started.elapsed() > limits.time {
            Some(Ended::Hung)
        } else if peak > limits.memory_kib {
            Some(Ended::TooLarge)
        } else {
            None
        };
        if let Some(passed) = passed {
            process.kill()?;
            process.wait()?;
            return Ok((passed, peak));
        }
        std::thread::sleep(PAUSE);
    }
}

fn last_words(path: &Path) -> String {
    let text = std::fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let skipped = text.chars().count().saturating_sub(LAST_WORDS);
    let last: String = text.chars().skip(skipped).collect();
    last.trim().replace('\n', " | ")
}
