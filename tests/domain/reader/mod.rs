//! Readers of what annotators have.

mod docx;
mod encoding;
mod epub;
mod html;
mod kind;
mod markdown;
mod mhtml;
mod pdf;
