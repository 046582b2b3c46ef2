//! Strongly connected components of a graph, without recursion.
//!
//! In: edges by node index. Out: the components, those that others lead to first.

/// The components of `edges`, each sorted; a component comes after all that it leads to.
pub(crate) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let n = edges.len();
    let mut index = vec![UNSEEN; n];
    let mut low = vec![0_usize; n];
    let mut on_stack = vec![false; n];
    let mut stack: Vec<usize> = Vec::new();
    let mut res: Vec<Vec<usize>> = Vec::new();
    let mut next = 0;
    for root in 0..n {
        if index[root] != UNSEEN {
            continue;
        }
        // Tarjan's algorithm; a frame is a node and the edge to follow next.
        let mut frames: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((node, edge)) = frames.pop() {
            if edge == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack[node] = true;
            } else {
                let done = edges[node][edge - 1];
                if on_stack[done] {
                    low[node] = low[node].min(low[done]);
                }
            }
            let followed = (edge..edges[node].len()).find(|it| {
                let to = edges[node][*it];
                if index[to] != UNSEEN && on_stack[to] {
                    low[node] = low[node].min(index[to]);
                }
                index[to] == UNSEEN
            });
            if let Some(it) = followed {
                frames.push((node, it + 1));
                frames.push((edges[node][it], 0));
                continue;
            }
            if low[node] == index[node] {
                let mut component = Vec::new();
                while let Some(it) = stack.pop() {
                    on_stack[it] = false;
                    component.push(it);
                    if it == node {
                        break;
                    }
                }
                component.sort_unstable();
                res.push(component);
            }
        }
    }
    res
}

/// For every node, the index of its component where that has a cycle; `None` elsewhere.
pub(crate) fn cyclic(edges: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut res = vec![None; edges.len()];
    for (idx, component) in components(edges).iter().enumerate() {
        let cycle = component.len() > 1 || component.iter().any(|it| edges[*it].contains(it));
        if cycle {
            for it in component {
                res[*it] = Some(idx);
            }
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_come_after_what_they_lead_to() {
        type Case<'a> = (&'a [&'a [usize]], &'a [&'a [usize]]);
        let table: &[Case<'_>] = &[
            (&[&[1], &[2], &[]], &[&[2], &[1], &[0]]),
            (&[&[1], &[0], &[0]], &[&[0, 1], &[2]]),
            (&[&[0]], &[&[0]]),
            (&[&[1, 3], &[2], &[1], &[]], &[&[1, 2], &[3], &[0]]),
            (&[&[1], &[2, 0], &[3], &[1]], &[&[0, 1, 2, 3]]),
        ];
        for (edges, expected) in table {
            let edges: Vec<Vec<usize>> = edges.iter().map(|it| it.to_vec()).collect();
            assert_eq!(&components(&edges), expected);
        }
    }

    #[test]
    fn a_long_chain_does_not_recurse() {
        let mut edges: Vec<Vec<usize>> = (1..200_000).map(|it| vec![it]).collect();
        edges.push(vec![0]);
        assert_eq!(components(&edges).len(), 1);
        assert!(cyclic(&edges).iter().all(Option::is_some));
    }
}
