//! A report as JSON.

use super::{Operation, Port, Report};
use crate::json::Json;

impl Report {
    /// The report as one JSON object; its members have the names of the fields.
    pub fn to_json(&self) -> Json {
        let services = self.services.iter().map(|it| {
            Json::Object(vec![
                ("name", it.name.as_str().into()),
                ("ports", Json::List(it.ports.iter().map(port).collect())),
            ])
        });
        let port_types = self.port_types.iter().map(|it| {
            Json::Object(vec![
                ("name", it.name.as_str().into()),
                (
                    "operations",
                    Json::List(it.operations.iter().map(operation).collect()),
                ),
            ])
        });
        Json::Object(vec![
            ("documents", self.documents.clone().into()),
            ("target_namespace", self.target_namespace.as_str().into()),
            ("services", Json::List(services.collect())),
            ("port_types", Json::List(port_types.collect())),
            ("declared", counts(&self.declared)),
            ("generated", counts(&self.generated)),
        ])
    }
}

fn port(it: &Port) -> Json {
    Json::Object(vec![
        ("name", it.name.as_str().into()),
        ("protocol", it.protocol.as_str().into()),
        ("address", it.address.clone().into()),
        ("port_type", it.port_type.as_str().into()),
        ("skipped", it.skipped.clone().into()),
    ])
}

fn operation(it: &Operation) -> Json {
    Json::Object(vec![
        ("name", it.name.as_str().into()),
        ("place", it.place.as_str().into()),
        ("form", it.form.as_str().into()),
        ("input", it.input.clone().into()),
        ("output", it.output.clone().into()),
        ("input_headers", it.input_headers.clone().into()),
        ("output_headers", it.output_headers.clone().into()),
        ("faults", it.faults.clone().into()),
        ("action", it.action.clone().into()),
        ("method", it.method.clone().into()),
        ("skipped", it.skipped.clone().into()),
    ])
}

fn counts(counts: &[(&'static str, usize)]) -> Json {
    Json::Object(
        counts
            .iter()
            .map(|(name, n)| (*name, Json::from(*n)))
            .collect(),
    )
}
