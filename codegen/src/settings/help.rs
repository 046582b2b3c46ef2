//! What was probably meant by a setting that does not exist. In: errors of the TOML reader. Out: their text with help.

use crate::nearest::nearest;

/// The text of `error`, with a line of help where an unknown name is near a known one.
pub(super) fn explained(error: &toml::de::Error) -> String {
    let text = error.to_string();
    let text = text.trim_end();
    match suggestion(error.message()) {
        Some(near) => format!("{text}\n  help: did you mean `{near}`?"),
        None => text.to_owned(),
    }
}

/// The known name that is nearest to the unknown one in a message of serde:
/// "unknown field `a`, expected one of `b`, `c`".
fn suggestion(message: &str) -> Option<&str> {
    let is_unknown = ["unknown field `", "unknown variant `"]
        .iter()
        .any(|it| message.starts_with(it));
    // Names stand at the odd places between backticks.
    let mut names = message.split('`').skip(1).step_by(2);
    let unknown = names.next().filter(|_| is_unknown)?;
    nearest(unknown, names)
}
