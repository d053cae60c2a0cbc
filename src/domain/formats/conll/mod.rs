//! Columns of words and tags: one word a line, a blank line after each sentence, `-DOCSTART- -X- O O` before each document.
//!
//! Written are the four columns of CoNLL-2003, of which every reader takes the first as the word and the last as the tag:
//! `Union -X- _ B-actor`. The format has no place for the text between words nor for names, so the third column, which held
//! chunks, says them where they are not what a reader would suppose; see [`Extras`]. Comment lines would do so more openly, but
//! `spacy convert` takes them for words. Source: the converters of spaCy, seqeval and seqscore.

mod extras;
mod read;
mod write;

pub use read::{bioes_fits, fits, read};
pub use write::{bioes_writer, writer};

use extras::Extras;
