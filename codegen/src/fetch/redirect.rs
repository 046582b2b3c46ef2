//! Where a redirect leads, and whether it is followed. In: an answer's status and `Location`. Out: an address.

use url::Url;

use super::address::{Policy, Refused, resolve, shown};

/// Whether a status sends a GET elsewhere; RFC 9110 §15.4.
pub(super) fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// The address that `from` redirects to.
///
/// # Errors
/// There is none, it is on a host that was not named, or it gives up TLS.
pub(super) fn target(from: &Url, location: Option<&str>, policy: &Policy) -> Result<Url, Refused> {
    let Some(location) = location else {
        return Err(Refused::new(format!(
            "`{}` redirects without saying where",
            shown(from)
        )));
    };
    let to = resolve(from, location)?;
    // Refused even where plain http is accepted: who asked by https would not notice.
    if from.scheme() == "https" && to.scheme() != "https" {
        return Err(Refused::new(format!(
            "`{}` redirects from https to plain http, `{}`",
            shown(from),
            shown(&to)
        )));
    }
    policy.check(to).map_err(|it| Refused {
        message: format!("`{}` redirects, but {}", shown(from), it.message),
        help: it.help,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_keep_tls_and_named_hosts() {
        let from = Url::parse("https://a.example/dir/S?wsdl").unwrap();
        let hosts = ["http://b.example".to_owned()];
        let policy = Policy::new(std::slice::from_ref(&from), &hosts).unwrap();
        let to = |location| target(&from, location, &policy).map(|it| it.to_string());
        assert_eq!(
            to(Some("x?wsdl")).as_deref(),
            Ok("https://a.example/dir/x?wsdl")
        );
        assert_eq!(
            to(Some("https://b.example/")).as_deref(),
            Ok("https://b.example/")
        );
        for (location, why) in [
            (Some("http://b.example/"), "from https to plain http"),
            (Some("http://a.example/S"), "from https to plain http"),
            (Some("https://c.example/"), "not named"),
            (Some("file:///etc/passwd"), "scheme"),
            (None, "without saying where"),
        ] {
            let refused = to(location).unwrap_err();
            assert!(refused.message.contains(why), "{}", refused.message);
        }
    }
}
