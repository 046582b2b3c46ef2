//! The name that was probably meant. In: a name and those there are. Out: the nearest by edit distance.

use strsim::levenshtein;

/// The longest name, in characters, that is compared; the work grows with the square of it.
const MAX_LENGTH: usize = 100;

/// The nearest of `names` to `wanted`, where one is near: at most a third of the characters differ. Case does not count
/// unless names are equally near.
pub fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let n_chars = wanted.chars().count();
    if n_chars > MAX_LENGTH {
        return None;
    }
    let most = (n_chars / 3).max(1);
    let lower = wanted.to_ascii_lowercase();
    names
        .filter(|name| name.len() <= 4 * MAX_LENGTH)
        .map(|name| {
            let steps = levenshtein(&lower, &name.to_ascii_lowercase());
            (steps, levenshtein(wanted, name), name)
        })
        .filter(|(steps, _, _)| *steps <= most)
        .min()
        .map(|(_, _, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found() {
        let names = ["Person", "person", "Persons", "Address"];
        let find = |it| nearest(it, names.into_iter());
        assert_eq!(find("Persn"), Some("Person"));
        assert_eq!(find("ADDRESS"), Some("Address"));
        assert_eq!(find("adress"), Some("Address"));
        assert_eq!(find("Order"), None);
        assert_eq!(find(""), None);
    }
}
