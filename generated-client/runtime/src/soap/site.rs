//! Where a call went, as messages show it.

/// A URL or path without what may be secret in it: user information, query and fragment.
pub(crate) fn shown_url(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let url = &url[..end];
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => {
            format!("{}://{}", &url[..scheme], &url[at + 1..])
        }
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_no_secrets_of_a_url() {
        assert_eq!(shown_url("/login?ticket=x#y"), "/login");
        assert_eq!(
            shown_url("https://u:p@example.com/a?b"),
            "https://example.com/a"
        );
    }
}
