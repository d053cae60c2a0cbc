//! Agreement on which of several values each item has, beyond chance.

use std::collections::BTreeMap;

use super::measure::{Measure, Undefined};

/// The values that annotators give one item; `None` where one gives none.
pub type Item = Vec<Option<usize>>;

/// Cohen's kappa of two annotators over the items both rate (Cohen 1960): (po − pe) / (1 − pe).
///
/// # Errors
/// If there are no such items, or only one value.
pub fn cohen(items: &[Item]) -> Measure {
    let rated: Vec<(usize, usize)> =
        items.iter().filter_map(|item| Some(((*item.first()?)?, (*item.get(1)?)?))).collect();
    if rated.is_empty() {
        return Err(Undefined::NothingShared);
    }
    let count = rated.len() as f64;
    let same = rated.iter().filter(|(a, b)| a == b).count() as f64;
    let (mut of_a, mut of_b): (BTreeMap<usize, f64>, BTreeMap<usize, f64>) = Default::default();
    for (a, b) in &rated {
        *of_a.entry(*a).or_default() += 1.0;
        *of_b.entry(*b).or_default() += 1.0;
    }
    let by_chance: f64 = of_a.iter().map(|(value, n)| n * of_b.get(value).copied().unwrap_or_default()).sum();
    // One value alone leaves nothing to chance.
    if by_chance == count * count {
        return Err(Undefined::OneValue);
    }
    let by_chance = by_chance / (count * count);
    Ok((same / count - by_chance) / (1.0 - by_chance))
}

/// Fleiss's kappa over the items that everybody rates (Fleiss 1971).
///
/// # Errors
/// If there are no such items, fewer than two annotators, or only one value.
pub fn fleiss(items: &[Item]) -> Measure {
    let rated = items.iter().filter_map(|item| item.iter().copied().collect::<Option<Vec<usize>>>());
    let (mut count, mut agreement, mut raters) = (0.0, 0.0, 0.0);
    let mut values: BTreeMap<usize, f64> = BTreeMap::new();
    for item in rated {
        let n = item.len() as f64;
        if n < 2.0 {
            return Err(Undefined::OneAnnotator);
        }
        let mut of_item: BTreeMap<usize, f64> = BTreeMap::new();
        for value in item {
            *of_item.entry(value).or_default() += 1.0;
            *values.entry(value).or_default() += 1.0;
        }
        agreement += (of_item.values().map(|n| n * n).sum::<f64>() - n) / (n * (n - 1.0));
        count += 1.0;
        raters = n;
    }
    if count == 0.0 {
        return Err(Undefined::NothingShared);
    }
    if values.len() < 2 {
        return Err(Undefined::OneValue);
    }
    let all = count * raters;
    let by_chance: f64 = values.values().map(|n| (n / all) * (n / all)).sum();
    Ok((agreement / count - by_chance) / (1.0 - by_chance))
}

/// Krippendorff's alpha for nominal values (Krippendorff 2019, chapter 12); items that fewer than two rate say nothing.
///
/// # Errors
/// If no item is rated by two, or there is only one value.
pub fn alpha(items: &[Item]) -> Measure {
    let mut differing = 0.0;
    let mut values: BTreeMap<usize, f64> = BTreeMap::new();
    for item in items {
        let given: Vec<usize> = item.iter().flatten().copied().collect();
        let n = given.len() as f64;
        if n < 2.0 {
            continue;
        }
        let mut of_item: BTreeMap<usize, f64> = BTreeMap::new();
        for value in given {
            *of_item.entry(value).or_default() += 1.0;
            *values.entry(value).or_default() += 1.0;
        }
        let same: f64 = of_item.values().map(|n| n * (n - 1.0)).sum();
        differing += (n * (n - 1.0) - same) / (n - 1.0);
    }
    let all: f64 = values.values().sum();
    if all == 0.0 {
        return Err(Undefined::NothingShared);
    }
    if values.len() < 2 {
        return Err(Undefined::OneValue);
    }
    let expected = all * all - values.values().map(|n| n * n).sum::<f64>();
    Ok(1.0 - (all - 1.0) * differing / expected)
}

/// The share of pairs of annotators who give an item the same value, over all items.
///
/// # Errors
/// If no item is rated by two.
pub fn observed(items: &[Item]) -> Measure {
    let (mut pairs, mut same) = (0_usize, 0_usize);
    for item in items {
        let given: Vec<usize> = item.iter().flatten().copied().collect();
        for (n, value) in given.iter().enumerate() {
            pairs += given.len() - n - 1;
            same += given[n + 1..].iter().filter(|other| *other == value).count();
        }
    }
    if pairs == 0 { Err(Undefined::NothingShared) } else { Ok(same as f64 / pairs as f64) }
}
