//! The name that was probably meant. In: a name and those there are. Out: the nearest by edit distance.

/// The longest name, in characters, that is compared; the work grows with the square of it.
const MAX_LENGTH: usize = 100;

/// The nearest of `names` to `wanted`, where one is near: at most a third of the characters differ.
pub(crate) fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let wanted: Vec<char> = wanted.chars().collect();
    if wanted.len() > MAX_LENGTH {
        return None;
    }
    let most = (wanted.len() / 3).max(1);
    names
        .filter(|it| it.len() <= 4 * MAX_LENGTH)
        .filter_map(|it| Some((distance(&wanted, it, most)?, it)))
        .min()
        .map(|it| it.1)
}

/// The number of insertions, removals and replacements, where it is at most `most`; differences of case count half a step.
fn distance(wanted: &[char], name: &str, most: usize) -> Option<usize> {
    let name: Vec<char> = name.chars().collect();
    let same = |(a, b): (&char, &char)| a.eq_ignore_ascii_case(b);
    if wanted.len() == name.len() && wanted.iter().zip(&name).all(same) {
        return Some(0);
    }
    if wanted.len().abs_diff(name.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=name.len()).map(|it| it * 2).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * 2;
        for (j, b) in name.iter().enumerate() {
            let step = if a == b {
                0
            } else if a.eq_ignore_ascii_case(b) {
                1
            } else {
                2
            };
            let best = (diagonal + step).min(row[j] + 2).min(row[j + 1] + 2);
            diagonal = row[j + 1];
            row[j + 1] = best;
        }
    }
    (row[name.len()] <= most * 2).then_some(row[name.len()])
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
