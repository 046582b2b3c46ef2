//! What the system tells of processes: the memory and time they took, and what they started.

/// The most memory that process `id` has held so far; `None` where the system does not tell.
pub(crate) fn peak_kib(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The processes that process `id` has started and that run; proc(5), `children`.
pub(crate) fn children(id: u32) -> impl Iterator<Item = u32> {
    let threads = std::fs::read_dir(format!("/proc/{id}/task"));
    let threads = threads.into_iter().flatten().flatten();
    threads.flat_map(|thread| {
        let text = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        let ids = text.split_whitespace().filter_map(|word| word.parse().ok());
        ids.collect::<Vec<u32>>()
    })
}

/// The processor time of all processes that this one has waited for; proc(5), `cutime` and `cstime`.
pub(crate) fn children_cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is a name in brackets, which may hold blanks.
    let fields = stat
        .rsplit_once(')')
        .map_or("", |it| it.1)
        .split_whitespace();
    let ticks = fields
        .skip(13)
        .take(2)
        .filter_map(|it| it.parse::<f64>().ok())
        .sum::<f64>();
    ticks / 100.0
}
