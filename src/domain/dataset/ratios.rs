//! How much of a dataset each split should get, as people write it.

use crate::domain::annotation::Number;

/// How many digits a share may have after its point.
const DECIMALS: usize = 9;

/// Two or more splits with the share each should get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratios(Vec<Share>);

/// What one split should get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The name of the split.
    pub name: String,
    /// The share as it was written.
    pub written: Number,
    /// The share in billionths; never 0.
    pub parts: u64,
}

/// Why something is no list of shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrongRatios {
    /// There are fewer than two.
    TooFew,
    /// It is no number above 0 and up to a billion with at most nine digits after the point.
    NoShare(String),
    /// It is no name of letters, digits and underscores that begins with a letter.
    NoName(String),
    /// Two splits have the same name.
    SameName(String),
}

impl Ratios {
    /// Reads shares such as `0.8,0.1,0.1`, `80,10,10` or `train=0.7,test=0.2,late=0.1`; they are shares of whatever
    /// they add up to. Without names two are train and test, three are train, dev and test, and further ones `test_2`, `test_3` and so on.
    ///
    /// # Errors
    /// If there are fewer than two, or one is not as it should be.
    pub fn parse(written: &str) -> Result<Self, WrongRatios> {
        let pieces: Vec<&str> = written.split(',').map(str::trim).collect();
        if pieces.len() < 2 {
            return Err(WrongRatios::TooFew);
        }
        let mut shares: Vec<Share> = Vec::new();
        for (n, piece) in pieces.iter().enumerate() {
            let usual = match (n, pieces.len()) {
                (0, _) => "train".to_owned(),
                (1, 3..) => "dev".to_owned(),
                (1, _) | (2, _) => "test".to_owned(),
                _ => format!("test_{}", n - 1),
            };
            let (name, share) =
                piece.split_once('=').map_or((usual.as_str(), *piece), |(name, share)| (name.trim(), share.trim()));
            if !is_name(name) {
                return Err(WrongRatios::NoName(name.to_owned()));
            }
            if shares.iter().any(|known| known.name == name) {
                return Err(WrongRatios::SameName(name.to_owned()));
            }
            let wrong = || WrongRatios::NoShare(share.to_owned());
            let parts = parts(share).ok_or_else(wrong)?;
            shares.push(Share { name: name.to_owned(), written: Number::parse(share).ok_or_else(wrong)?, parts });
        }
        Ok(Self(shares))
    }

    /// The shares, in order.
    pub fn shares(&self) -> &[Share] {
        &self.0
    }
}

/// Names of splits are names of files, and what the readers of Hugging Face datasets take for one.
fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
}

/// A decimal number in billionths, exactly.
fn parts(share: &str) -> Option<u64> {
    let (whole, fraction) = share.split_once('.').unwrap_or((share, ""));
    let digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || fraction.len() > DECIMALS || !digits(whole) || !digits(fraction) {
        return None;
    }
    let parts: u64 = format!("{whole}{fraction:0<DECIMALS$}").parse().ok()?;
    (parts > 0).then_some(parts)
}
