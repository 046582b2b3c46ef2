//! Which names the things of one scope get: rules are undone where names meet, and numbers come last.
//!
//! In: for every thing, the names it would like, best first, and how strong its claim is. Out: one name each, all different,
//! and which things met. Adding a thing whose names meet no other changes no other name.

use std::collections::{BTreeMap, BTreeSet};

/// One thing that wants a name.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// The names it would like, best first; never empty.
    pub(crate) names: Vec<String>,
    /// Who keeps a name that several would like: the lowest, if it is alone.
    pub(crate) rank: u8,
}

/// In backticks those of `texts` that `holders` are, for messages.
pub(crate) fn shown<T: std::fmt::Display>(holders: &[usize], texts: &[T]) -> String {
    let shown = holders.iter().map(|it| format!("`{}`", texts[*it]));
    shown.collect::<Vec<String>>().join(", ")
}

/// What [`allocate`] decided.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Allocation {
    /// The names, in the order of the claims.
    pub(crate) idents: Vec<String>,
    /// Things that did not get their first name: the name, and who wanted it, by index.
    pub(crate) met: Vec<(String, Vec<usize>)>,
}

impl Claim {
    pub(crate) fn new(names: Vec<String>, rank: u8) -> Self {
        Self { names, rank }
    }
}

/// `name`, or with the first number that `taken` leaves.
pub(crate) fn free(name: &str, separator: &str, taken: &BTreeSet<String>) -> String {
    match taken.contains(name) {
        true => numbered(name, separator, taken),
        false => name.to_owned(),
    }
}

/// Gives every claim a name; names in `reserved` go to nobody. `separator` stands before a number.
pub(crate) fn allocate(
    claims: &[Claim],
    reserved: &BTreeSet<String>,
    separator: &str,
) -> Allocation {
    let mut level: Vec<usize> = vec![0; claims.len()];
    let mut res = Allocation::default();
    // Every round moves at least one claim one name further, so this ends.
    loop {
        let mut moved = false;
        for (name, holders) in groups(claims, &level) {
            if holders.len() < 2 && !reserved.contains(&name) {
                continue;
            }
            let best = holders.iter().map(|it| claims[*it].rank).min().unwrap_or(0);
            let alone = holders
                .iter()
                .filter(|it| claims[**it].rank == best)
                .count()
                == 1;
            let keeps = alone && !reserved.contains(&name);
            let losers: Vec<usize> = holders
                .iter()
                .copied()
                .filter(|it| !(keeps && claims[*it].rank == best))
                .filter(|it| level[*it] + 1 < claims[*it].names.len())
                .collect();
            if losers.is_empty() {
                continue;
            }
            for it in losers {
                level[it] += 1;
            }
            moved = true;
            res.met.push((name, holders));
        }
        if !moved {
            break;
        }
    }
    number(claims, &level, reserved, separator, &mut res);
    res
}

fn groups(claims: &[Claim], level: &[usize]) -> BTreeMap<String, Vec<usize>> {
    let mut res: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (idx, claim) in claims.iter().enumerate() {
        res.entry(claim.names[level[idx]].clone())
            .or_default()
            .push(idx);
    }
    res
}

fn number(
    claims: &[Claim],
    level: &[usize],
    reserved: &BTreeSet<String>,
    separator: &str,
    res: &mut Allocation,
) {
    let groups = groups(claims, level);
    let mut taken: BTreeSet<String> = reserved.clone();
    taken.extend(groups.keys().cloned());
    let mut idents: Vec<String> = vec![String::new(); claims.len()];
    for (last, mut holders) in groups {
        let name = shortest(claims, &holders, last, &taken);
        taken.insert(name.clone());
        holders.sort_by_key(|it| (claims[*it].rank, *it));
        let first_keeps = usize::from(!reserved.contains(&name));
        for it in holders.iter().take(first_keeps) {
            idents[*it].clone_from(&name);
        }
        let told = res.met.iter().any(|(it, _)| *it == name);
        if holders.len() > first_keeps && !told {
            res.met.push((name.clone(), holders.clone()));
        }
        let mut from = 2;
        for it in holders.iter().skip(first_keeps) {
            let (ident, n) = numbered_from(&name, separator, &taken, from);
            from = n + 1;
            taken.insert(ident.clone());
            idents[*it] = ident;
        }
    }
    res.idents = idents;
}

/// The name that gets numbers: names that none of `holders` is told apart by are left out, so `Item2`, not `OrdersItem2`.
fn shortest(claims: &[Claim], holders: &[usize], last: String, taken: &BTreeSet<String>) -> String {
    let [first, rest @ ..] = holders else {
        return last;
    };
    if rest.is_empty() {
        return last;
    }
    let names = &claims[*first].names;
    let same = |from: usize| {
        rest.iter()
            .all(|it| claims[*it].names.get(from..) == Some(&names[from..]))
    };
    let free = |from: &usize| same(*from) && !taken.contains(&names[*from]);
    (0..names.len())
        .find(free)
        .map_or(last, |from| names[from].clone())
}

/// `name` with the first free number from 2 on.
pub(crate) fn numbered(name: &str, separator: &str, taken: &BTreeSet<String>) -> String {
    numbered_from(name, separator, taken, 2).0
}

/// `name` with the first free number from `from` on, and that number.
pub(crate) fn numbered_from(
    name: &str,
    separator: &str,
    taken: &BTreeSet<String>,
    from: usize,
) -> (String, usize) {
    // A keyword has an underscore already: `Self2`, not `Self_2`, which is no camel case.
    let name = name.strip_suffix('_').unwrap_or(name);
    // A number after a number would be another number.
    let separator = match name.ends_with(|it: char| it.is_ascii_digit()) {
        true => "_",
        false => separator,
    };
    (from..)
        .map(|n| (format!("{name}{separator}{n}"), n))
        .find(|(it, _)| !taken.contains(it))
        .expect("a finite set does not hold all numbers")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(claims: &[(&[&str], u8)], reserved: &[&str]) -> Vec<String> {
        let claims: Vec<Claim> = claims
            .iter()
            .map(|(names, rank)| {
                Claim::new(names.iter().map(|it| (*it).to_owned()).collect(), *rank)
            })
            .collect();
        let reserved = reserved.iter().map(|it| (*it).to_owned()).collect();
        allocate(&claims, &reserved, "_").idents
    }

    #[test]
    fn undoes_then_numbers() {
        type Case<'a> = (&'a [(&'a [&'a str], u8)], &'a [&'a str], &'a [&'a str]);
        let table: &[Case<'_>] = &[
            (
                &[(&["email", "s_email"], 0), (&["url", "s_url"], 0)],
                &[],
                &["email", "url"],
            ),
            (
                &[(&["email", "s_email"], 0), (&["email", "o_email"], 0)],
                &[],
                &["s_email", "o_email"],
            ),
            // A name without a rule keeps its name, whatever stands first.
            (
                &[(&["email", "s_email"], 1), (&["email"], 0)],
                &[],
                &["s_email", "email"],
            ),
            // Undoing may meet a third name.
            (
                &[(&["a", "b"], 0), (&["a", "c"], 0), (&["b"], 0)],
                &[],
                &["b", "c", "b_2"],
            ),
            (
                &[(&["a"], 0), (&["a"], 0), (&["a_2"], 0)],
                &[],
                &["a", "a_3", "a_2"],
            ),
            (&[(&["new"], 0)], &["new"], &["new_2"]),
            (&[(&["new", "new_"], 0)], &["new"], &["new_"]),
        ];
        for (claims, reserved, expected) in table {
            assert_eq!(&run(claims, reserved), expected, "{claims:?}");
        }
    }

    #[test]
    fn an_unrelated_name_changes_nothing() {
        let before = run(&[(&["a", "x_a"], 0), (&["a", "y_a"], 0), (&["b"], 0)], &[]);
        let after = run(
            &[
                (&["n"], 0),
                (&["a", "x_a"], 0),
                (&["a", "y_a"], 0),
                (&["b"], 0),
            ],
            &[],
        );
        assert_eq!(before, after[1..]);
    }
}
