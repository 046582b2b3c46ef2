//! Actions: what WS-Addressing calls the messages of an operation; Metadata §4.4.

use crate::lower::contract::Bound;

/// The action of requests: what is said, else the `soapAction`, else what the default pattern gives.
pub(crate) fn of_request(bound: Bound<'_>, soap_action: &str) -> String {
    let input = bound.operation.input.as_ref();
    if let Some(action) = input.and_then(|it| it.action.as_ref()) {
        return action.clone();
    }
    if !soap_action.is_empty() {
        return soap_action.to_owned();
    }
    let operation = &bound.operation.name;
    // WSDL 1.1 §2.4.5: what is not named is named after the operation.
    let name = match (
        input.and_then(|it| it.name.as_ref()),
        &bound.operation.output,
    ) {
        (Some(name), _) => name.clone(),
        (None, Some(_)) => format!("{operation}Request"),
        (None, None) => operation.clone(),
    };
    let port_type = &bound.binding.port_type.0;
    default(&port_type.namespace, &[&port_type.local, &name])
}

/// The default action pattern; Metadata §4.4.4. A namespace that is a URN goes on with colons.
fn default(namespace: &str, names: &[&str]) -> String {
    let is_urn = namespace
        .get(..4)
        .is_some_and(|it| it.eq_ignore_ascii_case("urn:"));
    let delimiter = if is_urn { ":" } else { "/" };
    let mut res = namespace.trim_end_matches('/').to_owned();
    for it in names {
        if !res.is_empty() {
            res.push_str(delimiter);
        }
        res.push_str(it);
    }
    res
}

#[cfg(test)]
mod tests {
    use super::default;

    #[test]
    fn follows_the_pattern_of_the_specification() {
        for (namespace, action) in [
            (
                "http://example.com/stock",
                "http://example.com/stock/Quotes/Get",
            ),
            (
                "http://example.com/stock/",
                "http://example.com/stock/Quotes/Get",
            ),
            ("urn:stock", "urn:stock:Quotes:Get"),
            ("URN:stock", "URN:stock:Quotes:Get"),
            ("", "Quotes/Get"),
        ] {
            assert_eq!(default(namespace, &["Quotes", "Get"]), action);
        }
    }
}
