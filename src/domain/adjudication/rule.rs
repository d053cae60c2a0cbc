//! By which rule something is taken without asking.

/// How many voices something needs to be taken. Where voices are even nothing is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Rule {
    /// Everybody says it.
    Unanimous,
    /// More than half say it.
    #[default]
    Majority,
    /// Enough say it, it has a large enough share of what is said at its place, and it is among the first there: INCEpTION's threshold strategy.
    Threshold {
        /// So many must say it.
        votes: usize,
        /// The share of the voices at its place it must have, from 0 to 1.
        confidence: f64,
        /// How many of those with most voices are taken; 0 means all. If there is a tie for a single one, none is.
        top: usize,
    },
    /// Anybody says it.
    Union,
}

impl Rule {
    /// The names of the rules.
    pub const NAMES: [&str; 4] = ["unanimous", "majority", "threshold", "union"];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unanimous => "unanimous",
            Self::Majority => "majority",
            Self::Threshold { .. } => "threshold",
            Self::Union => "union",
        }
    }

    /// The rule with this name; the threshold is that of two voices with at least half of all, the first alone.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "unanimous" => Self::Unanimous,
            "majority" => Self::Majority,
            "threshold" => Self::Threshold { votes: 2, confidence: 0.5, top: 1 },
            "union" => Self::Union,
            _ => return None,
        })
    }

    /// Which of the things said at one place are taken, by how many say each; `annotators` is how many could have.
    pub(super) fn taken(self, votes: &[usize], annotators: usize) -> Vec<bool> {
        match self {
            Self::Unanimous => votes.iter().map(|&said| said == annotators).collect(),
            Self::Majority => votes.iter().map(|&said| 2 * said > annotators).collect(),
            Self::Union => votes.iter().map(|&said| said > 0).collect(),
            Self::Threshold { votes: least, confidence, top } => {
                let all: usize = votes.iter().sum();
                let mut ranked: Vec<usize> = votes.iter().copied().filter(|said| *said >= least).collect();
                ranked.sort_unstable_by(|one, other| other.cmp(one));
                let is_tie = top == 1 && ranked.len() > 1 && ranked[0] == ranked[1];
                let last_rank = top.checked_sub(1).and_then(|place| ranked.get(place).copied()).unwrap_or_default();
                let is_taken = |said: usize| {
                    said > 0 && said >= least && said >= last_rank && said as f64 >= confidence * all as f64
                };
                votes.iter().map(|&said| !is_tie && is_taken(said)).collect()
            }
        }
    }

    /// The one of several answers to the same question that is taken, if there is one.
    pub(super) fn answer(self, votes: &[usize], annotators: usize) -> Option<usize> {
        let taken = self.taken(votes, annotators);
        let mut places = (0..votes.len()).filter(|place| taken[*place]);
        places.next().filter(|_| places.next().is_none())
    }
}
