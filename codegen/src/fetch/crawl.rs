//! From sources to documents: every address once, breadth first.
//!
//! In: [`Options`]. Out: [`Fetched`]. Decides what is asked for, in which order, and what a failure means.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use url::Url;

use super::address::{Address, Policy, Refused, parse_source, resolve};
use super::client::{Client, describe};
use super::content::{self, Content};
use super::naming::{Namer, relative};
use super::rewrite::rewrite;
use super::{FetchError, Fetched, FetchedDocument, Missing, Options, sha256};
use crate::capture::folder_of;
use crate::diagnostic::code::Code;
use crate::diagnostic::{Diagnostics, Severity};
use crate::document::references::Kind;
use crate::source::loader::{DiskLoader, LoadError, Loader as _};
use crate::source::map::SourceMap;
use crate::source::path::{Location, resolve_location, stored_names};
use crate::source::span::Span;

/// Fetches all.
pub(super) fn crawl(options: &Options) -> Result<Fetched, FetchError> {
    let sources = Sources::new(options)?;
    let policy = Policy::new(&sources.remote, &options.allow_hosts)?;
    let mut ctx = Crawl {
        options,
        client: Client::new(options, &sources.remote, policy)?,
        loader: sources.loader,
        documents: Vec::new(),
        by_key: BTreeMap::new(),
        namer: Namer::new(&options.known_names),
        bytes: 0,
        is_full: false,
        missing: Vec::new(),
        diagnostics: Diagnostics::default(),
        texts: SourceMap::default(),
        notes: Vec::new(),
    };
    let is_plain = (sources.remote.first()).is_some_and(|it| it.scheme() == "http");
    if is_plain && options.credentials.is_some() {
        let note =
            "the user and the password were sent over plain http, which anyone on the way can read";
        ctx.notes.push(note.to_owned());
    }
    for address in sources.addresses {
        ctx.take(address, None);
    }
    let mut next = 0;
    while next < ctx.documents.len() {
        ctx.follow(next);
        next += 1;
    }
    Ok(ctx.finish())
}

struct Sources {
    addresses: Vec<Address>,
    remote: Vec<Url>,
    loader: Option<DiskLoader>,
}

impl Sources {
    fn new(options: &Options) -> Result<Self, FetchError> {
        let mut res = Self {
            addresses: Vec::new(),
            remote: Vec::new(),
            loader: None,
        };
        if options.sources.is_empty() {
            return Err(FetchError(
                "no WSDL is named: expected an address or a file".to_owned(),
            ));
        }
        for source in &options.sources {
            if let Some(url) = parse_source(source)? {
                res.remote.push(url.clone());
                res.addresses.push(Address::Remote(url));
                continue;
            }
            let file = Path::new(source);
            if !file.is_file() {
                return Err(FetchError(format!(
                    "`{source}` is neither a file nor an address that begins with `https://` or `http://`"
                )));
            }
            let root = options.local_root.as_deref();
            let root = root.unwrap_or_else(|| folder_of(file));
            let loader = match res.loader.take() {
                Some(loader) => loader,
                None => DiskLoader::new(root).map_err(|it| {
                    FetchError(format!(
                        "the folder `{}` cannot be read: {it}",
                        root.display()
                    ))
                })?,
            };
            let path = loader.relative(file).ok_or_else(|| {
                FetchError(format!(
                    "`{source}` is outside of `{}`; name a folder that holds all with `--root`",
                    root.display()
                ))
            })?;
            res.loader = Some(loader);
            res.addresses.push(Address::Local(path));
        }
        Ok(res)
    }
}

struct Document {
    address: Address,
    final_address: Address,
    content_type: Option<String>,
    received: String,
    bytes: Vec<u8>,
    content: Content,
    name: String,
    is_root: bool,
    /// New values of its locations.
    values: Vec<(Span, String)>,
}

struct Crawl<'c> {
    options: &'c Options,
    client: Client,
    loader: Option<DiskLoader>,
    documents: Vec<Document>,
    /// What became of every address that was asked for; `None` where it was refused.
    by_key: BTreeMap<String, Option<usize>>,
    namer: Namer,
    bytes: usize,
    is_full: bool,
    missing: Vec<Missing>,
    diagnostics: Diagnostics,
    texts: SourceMap,
    notes: Vec<String>,
}

/// What was read from an address.
struct Read {
    final_address: Address,
    status: Option<u16>,
    content_type: Option<String>,
    bytes: Vec<u8>,
}

impl Crawl<'_> {
    /// Fetches what the document `index` refers to.
    fn follow(&mut self, index: usize) {
        for attribute in self.documents[index].content.locations.clone() {
            if attribute.is_builtin || self.is_full {
                continue;
            }
            let base = self.documents[index].final_address.clone();
            let by = Some(attribute.span);
            let found = match self.resolve(&base, &attribute.location) {
                Ok(address) => self.take(address, by),
                Err(refused) => {
                    self.report(Code::ImportOutside, by, refused);
                    None
                }
            };
            let referrer = self.documents[index].name.clone();
            let Some(found) = found else {
                self.missing.push(Missing {
                    location: shown_location(&base, &attribute.location),
                    referrer,
                });
                continue;
            };
            let value = relative(&referrer, &self.documents[found].name);
            if value != attribute.location {
                self.documents[index].values.push((attribute.span, value));
            }
        }
    }

    fn resolve(&mut self, base: &Address, location: &str) -> Result<Address, Refused> {
        let path = match base {
            Address::Remote(base) => {
                let url = resolve(base, location)?;
                return Ok(Address::Remote(self.client.policy().check_reference(url)?));
            }
            Address::Local(path) => path,
        };
        match resolve_location(path, location) {
            Location::Inside(inside) if !location.contains('?') => Ok(Address::Local(inside)),
            Location::Inside(inside) => {
                // `Service.wsdl?xsd=xsd0` was saved under a name that the file system takes.
                let folder = path.rsplit_once('/').map(|it| format!("{}/", it.0));
                let folder = folder.unwrap_or_default();
                let names = stored_names(location)
                    .into_iter()
                    .map(|it| format!("{folder}{it}"));
                let loader = self.loader.as_mut();
                let found = loader.and_then(|loader| {
                    names
                        .filter(|it| it != path)
                        .find(|it| loader.load_bytes(it).is_ok())
                });
                Ok(Address::Local(found.unwrap_or(inside)))
            }
            Location::Absolute => match parse_source(location) {
                Ok(Some(url)) => Ok(Address::Remote(self.client.policy().check_reference(url)?)),
                Ok(None) | Err(_) => Err(Refused::new(format!(
                    "`{location}` is neither a relative path nor an address"
                ))),
            },
            Location::Outside => Err(
                Refused::new(format!("`{location}` leads out of the folder"))
                    .help("name a folder that holds all documents with `--root`"),
            ),
        }
    }

    /// The document at `address`, which is fetched where it was not yet; `None` where that was reported.
    fn take(&mut self, address: Address, by: Option<Span>) -> Option<usize> {
        let key = address.key();
        if let Some(known) = self.by_key.get(&key) {
            let known = *known;
            if known.is_none() {
                let again = Refused::new(format!(
                    "`{}` cannot be fetched, as said above",
                    address.shown()
                ));
                self.report(Code::ImportNotFound, by, again);
            }
            return known;
        }
        let found = self.fetch(address, by);
        self.by_key.insert(key, found);
        found
    }

    fn fetch(&mut self, address: Address, by: Option<Span>) -> Option<usize> {
        if self.documents.len() >= self.options.limits.files {
            self.stop(
                by,
                format!("more than {} documents", self.options.limits.files),
            );
            return None;
        }
        let read = match self.read(&address) {
            Ok(read) => read,
            Err(_) if self.client.is_late() => {
                let limit = self.options.limits.all;
                self.stop(by, format!("not all documents came within {limit:?}"));
                return None;
            }
            Err(refused) => {
                let code = if by.is_some() {
                    Code::ImportNotFound
                } else {
                    Code::Unreadable
                };
                self.report(code, by, refused);
                return None;
            }
        };
        self.bytes += read.bytes.len();
        if self.bytes > self.options.limits.total_bytes {
            let limit = self.options.limits.total_bytes;
            self.stop(
                by,
                format!("more than {limit} bytes in all documents together"),
            );
            return None;
        }
        let final_key = read.final_address.key();
        if let Some(Some(known)) = self.by_key.get(&final_key) {
            // Two addresses that redirect to one document.
            return Some(*known);
        }
        let shown = address.shown();
        let content_type = read.content_type.as_deref();
        let content = match content::read(&shown, &read.bytes, content_type, &mut self.texts) {
            Ok(content) => content,
            Err(it) => {
                let mut message = format!("`{shown}` {}", it.message);
                if let (Some(status), true) = (read.status, it.is_foreign) {
                    let answer = describe(status, content_type, &read.bytes);
                    message = format!("{message} ({answer})");
                }
                let code = if it.is_foreign {
                    Code::NotWsdl
                } else {
                    Code::NotWellFormed
                };
                let label = it.span.zip(by);
                let refused = Refused {
                    message,
                    help: it.help,
                };
                self.report_at(code, it.span.or(by), by, refused);
                if let (Some((_, by)), Some(last)) = (label, self.diagnostics.items.last_mut()) {
                    last.label(by, "it is imported here");
                }
                return None;
            }
        };
        if by.is_none() && content.kind != Kind::Wsdl {
            let refused = Refused::new(format!("`{shown}` is a schema, not a WSDL"));
            self.report(Code::NotWsdl, None, refused);
            return None;
        }
        let name = self.namer.name(&address, &content.kind, by.is_none());
        let index = self.documents.len();
        self.by_key.insert(final_key, Some(index));
        self.documents.push(Document {
            final_address: read.final_address,
            content_type: read.content_type,
            received: now(),
            bytes: read.bytes,
            content,
            name,
            is_root: by.is_none(),
            values: Vec::new(),
            address,
        });
        Some(index)
    }

    fn read(&mut self, address: &Address) -> Result<Read, Refused> {
        match address {
            Address::Remote(url) => {
                let left = self.options.limits.total_bytes.saturating_sub(self.bytes);
                let received = self
                    .client
                    .get(&self.client.policy().check(url.clone())?, left)?;
                Ok(Read {
                    final_address: Address::Remote(received.url),
                    status: Some(received.status),
                    content_type: received.content_type,
                    bytes: received.bytes,
                })
            }
            Address::Local(path) => {
                let loader = self.loader.as_mut();
                let loaded = loader.map_or(Err(LoadError::NotFound), |it| it.load_bytes(path));
                let bytes = loaded.map_err(|it| match it {
                    LoadError::NotFound => Refused::new(format!("`{path}` is not there")),
                    LoadError::Outside => Refused::new(format!("`{path}` leads out of the folder"))
                        .help("name a folder that holds all documents with `--root`"),
                    LoadError::Refused(why) => {
                        Refused::new(format!("`{path}` cannot be read: {why}"))
                    }
                })?;
                if bytes.len() > self.options.limits.file_bytes {
                    let limit = self.options.limits.file_bytes;
                    return Err(Refused::new(format!(
                        "`{path}` is longer than {limit} bytes"
                    )));
                }
                Ok(Read {
                    final_address: address.clone(),
                    status: None,
                    content_type: None,
                    bytes,
                })
            }
        }
    }

    /// A source that cannot be had is an error; with `partial`, an import is only a loss.
    fn report(&mut self, code: Code, by: Option<Span>, refused: Refused) {
        self.report_at(code, by, by, refused);
    }

    fn report_at(&mut self, code: Code, at: Option<Span>, by: Option<Span>, refused: Refused) {
        let is_root = by.is_none();
        let severity = match self.options.partial && !is_root {
            true => Severity::Warning,
            false => Severity::Error,
        };
        let diagnostic = self.diagnostics.report(severity, code, at, refused.message);
        diagnostic.help = match (refused.help, severity) {
            (Some(help), _) => Some(help),
            (None, Severity::Error) if !is_root => {
                Some("with `--partial` all else is kept without it".to_owned())
            }
            (None, _) => None,
        };
    }

    fn stop(&mut self, by: Option<Span>, limit: String) {
        if !self.is_full {
            self.diagnostics.error(Code::LimitPassed, by, limit);
        }
        self.is_full = true;
    }

    fn finish(mut self) -> Fetched {
        let mut documents = Vec::new();
        for it in &self.documents {
            let text = &self.texts.file(it.content.file).text;
            let rewritten = rewrite(&it.bytes, text, &it.values);
            if rewritten.is_recoded {
                self.notes
                    .push(format!("{}: its encoding was changed to UTF-8", it.name));
            }
            documents.push(FetchedDocument {
                name: it.name.clone(),
                is_root: it.is_root,
                address: it.address.shown(),
                final_address: it.final_address.shown(),
                content_type: it.content_type.clone(),
                received: it.received.clone(),
                received_sha256: sha256(&it.bytes),
                content: rewritten.content,
            });
        }
        Fetched {
            documents,
            missing: self.missing,
            diagnostics: self.diagnostics,
            texts: self.texts,
            notes: self.notes,
        }
    }
}

fn shown_location(base: &Address, location: &str) -> String {
    match base {
        Address::Remote(base) => match base.join(location) {
            Ok(url) => super::address::shown(&url),
            Err(_) => location.to_owned(),
        },
        Address::Local(_) => match parse_source(location) {
            Ok(Some(url)) => super::address::shown(&url),
            Ok(None) | Err(_) => location.to_owned(),
        },
    }
}

/// The time in UTC, to the second; RFC 3339.
fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    utc(since.map_or(0, |it| it.as_secs()))
}

/// Seconds since 1970 as a date and time of the Gregorian calendar.
fn utc(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Years are counted from March, so that a leap day is the last of its year.
    let days = days + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (45_296, "1970-01-01T12:34:56Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(utc(seconds), expected);
        }
    }
}
