//! Scores on older scales, made of the same pairs: SemEval-2013 task 9.1 and the Message Understanding Conferences.

use super::measure::{Measure, Undefined};
use super::pair::Counts;

/// How pairs are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// SemEval: borders and label.
    Strict,
    /// SemEval: borders alone.
    Exact,
    /// SemEval: borders alone, overlap counts by half.
    Partial,
    /// SemEval: overlap and label.
    Type,
    /// MUC-5 (Chinchor and Sundheim 1993): overlap with the right label counts by half.
    Muc5,
    /// MUC-7 (Chinchor 1998): no credit by half.
    Muc7,
}

/// What a scheme counts; the first annotator stands for the gold, the second for the system.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Right.
    pub cor: usize,
    /// Wrong.
    pub inc: usize,
    /// Partly right.
    pub par: usize,
    /// Only the first has it.
    pub mis: usize,
    /// Only the second has it.
    pub spu: usize,
}

impl Score {
    /// Judges pairs by a scheme.
    pub fn of(counts: &Counts, scheme: Scheme) -> Self {
        let Counts { matched, other_label, other_border, other_both, .. } = *counts;
        let (cor, inc, par) = match scheme {
            Scheme::Strict | Scheme::Muc7 => (matched, other_label + other_border + other_both, 0),
            Scheme::Exact => (matched + other_label, other_border + other_both, 0),
            Scheme::Partial => (matched + other_label, 0, other_border + other_both),
            Scheme::Type => (matched + other_border, other_label + other_both, 0),
            Scheme::Muc5 => (matched, other_label + other_both, other_border),
        };
        Self { cor, inc, par, mis: counts.only_a, spu: counts.only_b }
    }

    /// How many there should be.
    pub fn pos(&self) -> usize {
        self.cor + self.inc + self.par + self.mis
    }

    /// How many there are.
    pub fn act(&self) -> usize {
        self.cor + self.inc + self.par + self.spu
    }

    fn credit(&self) -> f64 {
        self.cor as f64 + 0.5 * self.par as f64
    }

    /// The credit by what there is.
    ///
    /// # Errors
    /// If there is nothing.
    pub fn precision(&self) -> Measure {
        part(self.credit(), self.act())
    }

    /// The credit by what there should be.
    ///
    /// # Errors
    /// If there should be nothing.
    pub fn recall(&self) -> Measure {
        part(self.credit(), self.pos())
    }

    /// The harmonic mean of both, which is twice the credit by what there is and what there should be.
    ///
    /// # Errors
    /// If there is nothing on either side.
    pub fn f1(&self) -> Measure {
        super::bootstrap::f1(self.credit(), self.pos(), self.act())
    }

    /// MUC's undergeneration: what is missing by what there should be.
    ///
    /// # Errors
    /// If there should be nothing.
    pub fn undergeneration(&self) -> Measure {
        part(self.mis as f64, self.pos())
    }

    /// MUC's overgeneration: what is spurious by what there is.
    ///
    /// # Errors
    /// If there is nothing.
    pub fn overgeneration(&self) -> Measure {
        part(self.spu as f64, self.act())
    }

    /// MUC's substitution: (INC + PAR / 2) / (COR + PAR + INC).
    ///
    /// # Errors
    /// If there are no pairs.
    pub fn substitution(&self) -> Measure {
        part(self.inc as f64 + 0.5 * self.par as f64, self.cor + self.par + self.inc)
    }

    /// MUC's error: (INC + PAR / 2 + MIS + SPU) / (COR + PAR + INC + MIS + SPU).
    ///
    /// # Errors
    /// If there is nothing on either side.
    pub fn error(&self) -> Measure {
        let wrong = self.inc as f64 + 0.5 * self.par as f64 + (self.mis + self.spu) as f64;
        part(wrong, self.cor + self.par + self.inc + self.mis + self.spu)
    }
}

fn part(of: f64, all: usize) -> Measure {
    if all == 0 { Err(Undefined::OneMarkedNothing) } else { Ok(of / all as f64) }
}
