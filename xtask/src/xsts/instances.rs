//! What reading says of documents of a schema.

use std::path::Path;

use wsdl_codegen::generate::Generated;
use wsdl_codegen::live::Contract;

use super::groups::Group;
use super::schemas::is_whole;

/// Of each instance of `group`: its path, whether it is valid, and the first complaint about it. None of a schema of which
/// the suite has only a part.
pub(crate) fn complaints<'g>(
    folder: &Path,
    group: &'g Group,
    generated: Option<&Generated>,
) -> Vec<(&'g str, bool, Option<String>)> {
    if !generated.is_some_and(is_whole) {
        return Vec::new();
    }
    let api = generated.and_then(|generated| generated.api.clone());
    let contract = api.map(Contract::new);
    let loaded = generated.and_then(|generated| generated.loaded.as_ref());
    let model = loaded.map(|loaded| &loaded.model);
    let instances = group.instances.iter().map(|(path, is_valid)| {
        let complaint = match (&contract, std::fs::read(folder.join(path))) {
            (Some(contract), Ok(document)) => {
                // By the schemas, and as it is read by generated code.
                let mut problems = contract.check_with(model, &document);
                if problems.is_empty() {
                    problems = contract.check_with(None, &document);
                }
                problems.first().map(ToString::to_string)
            }
            (None, _) => Some("nothing is generated of its schema".to_owned()),
            (_, Err(error)) => Some(error.to_string()),
        };
        (path.as_str(), *is_valid, complaint)
    });
    instances.collect()
}
