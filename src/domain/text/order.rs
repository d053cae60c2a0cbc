//! Putting stretches of text in order.

/// Sorts places by their first number, then the second, and so on.
///
/// One function for all, since a sort is compiled anew for each type: eight kilobytes of the first load.
pub(in crate::domain) fn sorted(places: impl IntoIterator<Item = [usize; 4]>) -> Vec<[usize; 4]> {
    fn sort(places: &mut [[usize; 4]]) {
        places.sort_unstable();
    }
    let mut places: Vec<_> = places.into_iter().collect();
    sort(&mut places);
    places
}
