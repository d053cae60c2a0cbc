//! Postil: article annotation that runs wholly in the browser.
//!
//! One package with four layers; the compiler keeps them apart, since what only a browser has is a dependency only of the
//! wasm target, and a test in `tests/domain/tidy.rs` holds every import against the table below.
//!
//! | layer | what it is | may use |
//! |---|---|---|
//! | [`domain`] | pure: what the data is and what may happen to it | itself |
//! | [`app`] | pure: what the running program remembers, and the one door through which that changes | `domain` |
//! | `web` | the browser edge: storage, files, selection, clipboard, workers | `domain` |
//! | `ui` | the interface in Yew, one folder for each place; `ui::parts` knows only the page | `app`, `domain`, `web` |
//! | [`cli`] | the command line over the same domain | `domain` |
//!
//! # One way for data
//!
//! ```text
//! bytes → app::jobs::read (in the reader) → drafts, texts → app::jobs::import (in the worker) → records → web::storage
//! records → app::record::restore → Action::Open → app::reduce → AppState → ui → DOM
//! click, key → Action → app::reduce → Change(s) in a Transaction → new AppState
//! unsaved entries → ui::keeper → web::storage (journal and head in one transaction) → Action::Saved
//! records → app::jobs::export (in the worker) → bytes → download
//! ```
//!
//! Only [`app::reduce`] makes a new state. It has no clock and no randomness: times and fresh names travel inside the
//! action, so a list of actions replays exactly. What changes an annotation set is a
//! [`Transaction`](domain::change::Transaction) of changes that carry before and after, so undo is their inverse, and the
//! journal on disk is the list of them.
//!
//! # Offsets
//!
//! Inside, an [`Offset`](domain::text::Offset) is a byte position that is known to be a character boundary. Files, people and
//! the command line count code points; the browser counts UTF-16. Only [`Text`](domain::text::Text) converts.
//!
//! # Articles
//!
//! [`domain::article::reader`] makes [drafts](domain::article::draft::Draft) of web pages, PDF, word processors' documents, books and
//! text in any encoding: pieces of text with roles, each kept or left out. A document is made of what is kept; what is left out stays
//! with it, so that the draft can be had again from the document and an article made anew. The readers are a wasm module of their own, which only
//! loads for what is more than text.
//!
//! # Editing spans
//!
//! An edit that takes more than one press waits in [`Awaited`](app::article::Awaited) for the next pick or selection, whether by mouse, key or finger;
//! [`app::tag_all`] finds what may get a label together. What becomes of a label set while it is edited is in [`domain::schema::edit`] and [`app::labels`].
//!
//! Which spans may share text is a rule of each label ([`domain::schema::Overlap`]): an edit that would break one is refused, what breaks one
//! already stays and is found by [`domain::lint`]. What single keys call is in [`app::keys::single`], how much is worked in [`app::rhythm`]; both are
//! kept beside the database, in the browser's `localStorage`, and are in no file.
//!
//! # Across articles
//!
//! The [register](domain::schema::register) is part of the label set: it gathers whom and what spans of all articles mention, and a span only names its
//! entry. [`app::jobs`] has the worker look through the stored articles for mentions and places; [`app::across`] is what one command does in several of
//! them: a transaction in each, taken back together.
//!
//! # Languages
//!
//! The interface speaks through a typed catalogue for each language, cut by place; the choice is remembered in this browser. Words of articles are cut by UAX #29, and
//! by the browser's dictionaries where a script has no spaces ([`domain::text::unspaced`]). Only the browser has those, so `ui` turns a
//! motion by words into its place before it makes an action of it.
//!
//! # Comparing annotators
//!
//! [`domain::agreement`] counts what every two annotators have the same and nearly the same, and takes off what chance explains. [`domain::adjudication`] groups their
//! spans into what is evidently one thing, takes what a rule takes, and makes of an adjudicator's decisions changes to the gold, an annotation set of its own
//! that keeps where each span comes from. [`app::review`] holds what is on the screen meanwhile, and [`domain::report`] writes a report that stands for itself.
//!
//! # Before an export
//!
//! [`domain::lint`] checks what is going to be exported, [`domain::dataset`] finds near-duplicates and splits documents into
//! train, dev and test, [`domain::statistics`] counts and draws the counts, and [`domain::formats::card`] writes the dataset card. Each
//! takes one document after another and keeps only what it needs of it, as the formats do.
//!
//! # What is stored
//!
//! For each document and annotator: a small head, a journal of what was done and now and then a checkpoint of all spans
//! ([`app::record`]). An edit is one strict transaction that appends to the journal and replaces the head if nobody
//! else did, whatever the number of spans. Every value is sealed with a version and a CRC; what can't be read is set aside,
//! never deleted.

pub mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod domain;
#[cfg(target_arch = "wasm32")]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod web;
