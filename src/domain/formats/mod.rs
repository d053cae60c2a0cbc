//! Exchange formats, one module each. Wire names stand here and nowhere else, so that a rename in the model can't break a saved file.

pub mod json;
pub mod postil;
