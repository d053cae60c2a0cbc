//! Each exchange format by itself, and what they share.

mod brat;
mod cas;
mod chat;
mod conll;
mod csv;
mod detect;
mod doccano;
mod file_names;
mod gliner;
mod hf;
mod items;
mod jsonl;
mod label_studio;
mod placing;
mod prodigy;
mod reanchor;
mod spacy;
mod tokens;
mod w3c;
mod webanno_tsv;
mod zip;
