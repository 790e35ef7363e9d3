//! A smallest set that meets every one of a list of sets.

/// The smallest set of elements below `elements` that contains one of every set, the first in
/// lexicographic order of the branches; `None` when more than `most` nodes were needed.
pub(super) fn smallest(sets: &[Vec<usize>], elements: usize, most: usize) -> Option<Vec<usize>> {
    let mut nodes = 0;
    for size in 0..=elements {
        let mut chosen = Vec::new();
        match hit(sets, size, &mut chosen, &mut vec![false; elements], &mut nodes, most)? {
            true => {
                chosen.sort_unstable();
                return Some(chosen);
            }
            false => continue,
        }
    }
    Some((0..elements).collect())
}

/// Branches on the shortest set not yet met; elements tried before are barred further down.
fn hit(
    sets: &[Vec<usize>],
    left: usize,
    chosen: &mut Vec<usize>,
    barred: &mut Vec<bool>,
    nodes: &mut usize,
    most: usize,
) -> Option<bool> {
    *nodes += 1;
    if *nodes > most {
        return None;
    }
    let open = sets.iter().filter(|set| !set.iter().any(|e| chosen.contains(e)));
    let free = |set: &&Vec<usize>| set.iter().filter(|e| !barred[**e]).count();
    let Some(set) = open.min_by_key(free) else { return Some(true) };
    if left == 0 {
        return Some(false);
    }
    let mut tried = Vec::new();
    for &element in set {
        if barred[element] {
            continue;
        }
        chosen.push(element);
        if hit(sets, left - 1, chosen, barred, nodes, most)? {
            return Some(true);
        }
        chosen.pop();
        barred[element] = true;
        tried.push(element);
    }
    tried.into_iter().for_each(|element| barred[element] = false);
    Some(false)
}
